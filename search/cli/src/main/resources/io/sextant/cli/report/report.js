(() => {
    'use strict';

    /** What a cell is sorted by: its leading number where there is one, else its text. */
    function key(row, column) {
        const text = row.cells[column].textContent.trim();
        const number = parseFloat(text.replace(/,/g, ''));
        return { text, number };
    }

    /** Cells without a value come last, whichever way the others are sorted. */
    function compare(a, b, way, numeric) {
        const noA = a.text === '–' || a.text === '';
        const noB = b.text === '–' || b.text === '';
        if (noA || noB) {
            return noA - noB;
        }
        return way * (numeric ? a.number - b.number : a.text.localeCompare(b.text, 'en', { numeric: true }));
    }

    function sort(table, header) {
        const headers = [...header.parentElement.cells];
        const column = headers.indexOf(header);
        const way = header.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
        headers.forEach(each => each.removeAttribute('aria-sort'));
        header.setAttribute('aria-sort', way > 0 ? 'ascending' : 'descending');
        const rows = [...table.tBodies[0].rows].map(row => ({ row, key: key(row, column) }));
        const known = rows.filter(each => each.key.text !== '–' && each.key.text !== '');
        const numeric = known.every(each => !Number.isNaN(each.key.number) && /^[-+]?[\d,.]/.test(each.key.text));
        rows.sort((a, b) => compare(a.key, b.key, way, numeric));
        table.tBodies[0].append(...rows.map(each => each.row));
    }

    for (const table of document.querySelectorAll('table.sortable')) {
        for (const header of table.tHead.rows[0].cells) {
            const button = document.createElement('button');
            button.type = 'button';
            button.append(...header.childNodes);
            header.append(button);
            button.addEventListener('click', () => sort(table, header));
        }
    }

    const form = document.getElementById('filter');
    const outcome = document.getElementById('filter-outcome');
    const words = document.getElementById('filter-text');
    const table = document.getElementById('trial-table');

    function filter() {
        const wanted = words.value.trim().toLowerCase();
        let shown = 0;
        for (const row of table.tBodies[0].rows) {
            const fits = row.cells[5].textContent.startsWith(outcome.value) && row.textContent.toLowerCase().includes(wanted);
            row.hidden = !fits;
            shown += fits;
        }
        document.getElementById('filter-count').textContent = shown + ' of ' + table.tBodies[0].rows.length + ' shown';
    }

    function setFilter(newOutcome, newWords) {
        outcome.value = newOutcome;
        words.value = newWords;
        filter();
    }

    /** A link to a row that the filter hides shows all rows. */
    function showTarget() {
        const row = document.getElementById(location.hash.slice(1));
        if (row && row.hidden) {
            setFilter('', '');
            row.scrollIntoView();
        }
    }

    if (form) {
        form.hidden = false;
        filter();
        outcome.addEventListener('change', filter);
        words.addEventListener('input', filter);
        form.addEventListener('submit', event => event.preventDefault());
        form.addEventListener('reset', () => setTimeout(() => setFilter('', '')));
        window.addEventListener('hashchange', showTarget);
        for (const link of document.querySelectorAll('a[data-outcome]')) {
            link.addEventListener('click', () => setFilter(link.dataset.outcome, link.dataset.text));
        }
    }

    const tip = document.createElement('div');
    tip.className = 'tip';
    tip.hidden = true;
    document.body.append(tip);

    /** The browser's own hint comes late and never to the keyboard; ours takes its text over, which stays the link's name. */
    function label(link) {
        const title = link.querySelector('title');
        if (title) {
            link.setAttribute('aria-label', title.textContent);
            title.remove();
        }
        tip.textContent = link.getAttribute('aria-label');
        tip.hidden = false;
        const box = link.getBoundingClientRect();
        const page = document.documentElement.clientWidth;
        const left = Math.max(4, Math.min(box.left + box.width / 2 - tip.offsetWidth / 2, page - tip.offsetWidth - 4));
        tip.style.left = left + window.scrollX + 'px';
        tip.style.top = box.top + window.scrollY - tip.offsetHeight - 6 + 'px';
    }

    for (const chart of document.querySelectorAll('svg.chart')) {
        for (const kind of ['pointerover', 'focusin']) {
            chart.addEventListener(kind, event => {
                const link = event.target.closest('a');
                if (link) {
                    label(link);
                }
            });
        }
        for (const kind of ['pointerout', 'focusout']) {
            chart.addEventListener(kind, () => { tip.hidden = true; });
        }
    }
    document.addEventListener('keydown', event => {
        if (event.key === 'Escape') {
            tip.hidden = true;
        }
    });
})();
