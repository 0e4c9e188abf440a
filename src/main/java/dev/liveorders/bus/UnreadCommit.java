package dev.liveorders.bus;

import dev.liveorders.model.Epoch;

/**
 * A commit that was announced without what it left behind, or in a form that this release does not read. Its contents are in
 * the store.
 *
 * @param form     the form it was written in; this release writes {@link CommitCodec#FORM}
 * @param withheld whether it was announced without its contents since it is long
 */
public record UnreadCommit(Epoch epoch, long to, int form, boolean withheld) {}
