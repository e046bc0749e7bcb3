package io.sextant.cli.cache;

import io.sextant.codegen.c.CBackend;
import io.sextant.device.store.Amount;
import io.sextant.device.store.KeptFolder;
import io.sextant.device.store.RecordInfo;
import io.sextant.device.store.Store;
import io.sextant.device.store.StoreSurvey;
import io.sextant.device.store.StoreSurvey.Group;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is kept in the home: the store's records, compiled programs ({@code programs/<backend>}), and what was unpacked
 * ({@code toolchain/<version>}, {@code <backend>/<version>}).
 */
public final class CacheContents {
    private static final String TOOLCHAIN = "toolchain";

    private final Path home;
    private final Current current;

    public CacheContents(Path home, Current current) {
        this.home = home;
        this.current = current;
    }

    /** All of it, each sort that there is; also what is never removed. */
    public List<Holding> list(Store store) {
        StoreSurvey survey = store.survey(record -> true);
        List<Holding> holdings = records(survey);
        holdings.add(Holding.of(Holding.NEWER, survey.newer()));
        holdings.addAll(folders(Selection.EVERYTHING, KeptFolder::amount, KeptFolder::amount));
        holdings.add(Holding.of(Holding.PROFILES, new KeptFolder(home.resolve("devices")).amount()));
        return present(holdings);
    }

    /** What {@link #remove} would remove. */
    public List<Holding> selected(Store store, Selection selection) {
        List<Holding> holdings = records(store.survey(records(selection)));
        holdings.addAll(folders(selection, folder -> folder.amount(selection::date), KeptFolder::amount));
        return present(holdings);
    }

    /**
     * Removes what is selected, and from the store what is of no use to anybody; what was removed. Unless the selection is empty, this
     * process has to have the home for itself.
     */
    public List<Holding> remove(Store store, Selection selection) {
        List<Holding> holdings = records(store.prune(records(selection)));
        if (!selection.isEmpty()) {
            versionFolders().forEach(name -> KeptFolder.removeLeftovers(home.resolve(name)));
        }
        holdings.addAll(folders(selection, folder -> folder.removeFiles(selection::date), KeptFolder::remove));
        return present(holdings);
    }

    /** Bytes of all files in the home. */
    public long bytes() {
        try {
            return new KeptFolder(home.toRealPath()).amount().bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Predicate<RecordInfo> records(Selection selection) {
        return record -> selection.record(record, current);
    }

    private List<Holding> records(StoreSurvey survey) {
        List<Holding> holdings = new ArrayList<>();
        Map<Group, Amount> groups = new LinkedHashMap<>();
        survey.records().forEach((group, amount) -> groups.merge(ofAnySchedules(group), amount, Amount::plus));
        groups.forEach((group, amount) -> holdings.add(Holding.of(group, current, amount)));
        holdings.sort(Comparator.comparing(Holding::what).thenComparing(holding -> holding.device().orElse(""))
            .thenComparing(holding -> holding.implementation().orElse("")));
        holdings.add(Holding.of(Holding.SUPERSEDED, survey.superseded()));
        holdings.add(Holding.of(Holding.DAMAGED, survey.damaged()));
        return holdings;
    }

    /** There are as many schedules as networks. */
    private static Group ofAnySchedules(Group group) {
        return new Group(group.kind(), group.device(), group.implementation().map(CBackend::ofAnySchedules));
    }

    private List<Holding> folders(Selection selection, Function<KeptFolder, Amount> programs, Function<KeptFolder, Amount> versions) {
        List<Holding> holdings = new ArrayList<>();
        if (selection.anyProgram()) {
            KeptFolder.in(home.resolve(Holding.PROGRAMS)).forEach(folder -> holdings.add(new Holding(Holding.PROGRAMS, Optional.empty(),
                Optional.of(folder.name()), current.engines().containsKey(folder.name()) ? Validity.CURRENT : Validity.UNKNOWN,
                programs.apply(folder))));
        }
        versionFolders().forEach(name -> KeptFolder.in(home.resolve(name)).stream()
            .filter(folder -> selection.version(validity(name, folder), folder.amount()))
            .map(folder -> new Holding(name, Optional.empty(), Optional.of(folder.name()), validity(name, folder), versions.apply(folder)))
            .forEach(holdings::add));
        return holdings;
    }

    /** Those that hold a folder for each version. */
    private List<String> versionFolders() {
        return Stream.concat(Stream.of(TOOLCHAIN), current.engines().keySet().stream().sorted()).toList();
    }

    private Validity validity(String name, KeptFolder version) {
        return name.equals(TOOLCHAIN) ? current.toolchain(version.name()) : current.engine(name, version.name());
    }

    private static List<Holding> present(List<Holding> holdings) {
        return holdings.stream().filter(holding -> holding.amount().count() > 0).toList();
    }
}
