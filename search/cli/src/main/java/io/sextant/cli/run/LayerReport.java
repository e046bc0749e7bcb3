package io.sextant.cli.run;

import io.sextant.cli.report.data.Amount;
import io.sextant.cli.report.data.Layers;
import io.sextant.device.measure.Interval;
import io.sextant.device.measure.LayerProfile;
import io.sextant.device.measure.LayerTime;
import io.sextant.ir.quantity.Unit;

/** The layers of a network in the report's words. */
final class LayerReport {
    private static final Unit UNIT = Unit.MICROSECOND;

    private LayerReport() {
    }

    static Layers of(LayerProfile profile) {
        Interval total = profile.total().latency();
        Amount amount = new Amount(total.median() / UNIT.base(), total.lo() / UNIT.base(), total.hi() / UNIT.base(), UNIT.symbol(),
            "measured");
        return new Layers(amount, profile.method(), profile.layers().stream().map(LayerReport::layer).toList());
    }

    private static Layers.Layer layer(LayerTime layer) {
        String kernel = layer.kernel().map(placed -> placed.kernel().label()).orElse("");
        return new Layers.Layer(layer.name(), layer.operator(), kernel, layer.medianNs() / UNIT.base(), layer.share());
    }
}
