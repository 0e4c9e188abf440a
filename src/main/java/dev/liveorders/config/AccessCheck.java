package dev.liveorders.config;

import java.util.ArrayList;
import java.util.List;

/** Checks that who may read is said completely, and that tokens can be verified. */
final class AccessCheck {
  private AccessCheck() {}

  /** Returns one line for each fault, without any secret. */
  static List<String> faults(AppConfig.Access access) {
    List<String> faults = new ArrayList<>(TokenKeys.read(access).faults());
    if (!access.tokenSecret().isEmpty() && access.tokenSecretFile().isPresent()) {
      faults.add("access.tokenSecretFile: is given, and so is access.tokenSecret; leave one out");
    }
    if (access.read() == ReadAccess.TOKEN && !access.hasTokenKeys()) {
      faults.add("access.read: token needs keys to verify tokens with; give"
          + " access.tokenJwksFile, access.tokenPemFile or access.tokenSecretFile");
    }
    return faults;
  }
}
