package io.sextant.latency.campaign;

/** Hears how a campaign goes. */
public interface CampaignListener {
    /** A pass over kernels begins. */
    void passBegun(String name, int kernels);

    /** One more kernel of the pass was measured, or failed. */
    void kernelDone();

    /** A sentence for the user. */
    void message(String sentence);
}
