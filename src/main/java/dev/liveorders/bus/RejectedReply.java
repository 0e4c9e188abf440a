package dev.liveorders.bus;

import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Rejection;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;

/** A rejection on its way back over the bus; scripts see its status as the failure code. */
final class RejectedReply extends ReplyException {
  private static final long serialVersionUID = 1;

  private final transient RejectedException rejection;

  private RejectedReply(RejectedException rejection) {
    super(ReplyFailure.RECIPIENT_FAILURE, rejection.rejection().status(), rejection.getMessage());
    this.rejection = rejection;
  }

  static RejectedReply of(Throwable cause) {
    if (cause instanceof RejectedException rejection) {
      return new RejectedReply(rejection);
    }
    if (cause instanceof InvalidFieldsException invalid) {
      return new RejectedReply(
          new RejectedException(Rejection.INVALID, invalid.getMessage(), invalid));
    }
    return new RejectedReply(new RejectedException(
        Rejection.INTERNAL, "an unexpected error; its cause is in the server's log", cause));
  }

  RejectedException rejection() {
    return rejection;
  }
}
