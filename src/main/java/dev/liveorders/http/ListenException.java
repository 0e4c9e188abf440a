package dev.liveorders.http;

import dev.liveorders.config.AddressText;
import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigKey;

/** The server cannot listen where it was told to; the message says where, why, and what to do about it. */
public final class ListenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ListenException(AppConfig.Http config, Throwable cause) {
    super(
        "http.port: cannot listen on " + AddressText.inUrl(config.host()) + ":" + config.port()
            + " ("
            + cause.getMessage()
            + "); stop what else listens there, or choose another port ("
            + ConfigKey.HTTP_PORT.environmentName() + ") or address ("
            + ConfigKey.HTTP_HOST.environmentName() + ")",
        cause);
  }

  public ListenException(AppConfig.Management config, Throwable cause) {
    super(
        "cannot listen on " + AddressText.inUrl(config.host()) + ":" + config.port()
            + " for health and meters: "
            + cause.getMessage() + "; stop who has that port, or choose another ("
            + ConfigKey.MANAGEMENT_PORT.environmentName() + ") or address ("
            + ConfigKey.MANAGEMENT_HOST.environmentName() + ")",
        cause);
  }
}
