package dev.liveorders.bus;

import dev.liveorders.model.Epoch;

/**
 * A commit that was announced without what it left behind, or in a version that this release does not read. Its
 * contents are in the store.
 *
 * @param version  the version it was written in; this release writes {@link CommitCodec#VERSION}
 * @param omitted  whether it was announced without its contents since it is long
 */
public record UnreadCommit(Epoch epoch, long to, int version, boolean omitted) {}
