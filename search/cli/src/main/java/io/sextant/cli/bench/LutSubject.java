package io.sextant.cli.bench;

import io.sextant.ir.graph.Graph;
import io.sextant.latency.campaign.CampaignItem;
import java.util.List;

/** What a LUT is made for. */
public sealed interface LutSubject permits SpaceSubject, ModelSubject {
    /** For messages. */
    String name();

    /** The distinct kernels with how often a network has each on average. */
    List<CampaignItem> kernels();

    /** Up to so many distinct networks, a function of the seed; fewer where there are no more. */
    List<Graph> networks(int count, long seed);
}
