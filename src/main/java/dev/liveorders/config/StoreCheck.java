package dev.liveorders.config;

import java.util.ArrayList;
import java.util.List;

/** Checks that the keys of the store fit each other. */
final class StoreCheck {
  private StoreCheck() {}

  /** Returns one line for each fault, without any password. */
  static List<String> faults(AppConfig.Store store) {
    if (PostgresUrl.isMeant(store.url())) {
      return ofPostgres(store);
    }
    return store.url().matches("sqlite:.+")
        ? List.of()
        : List.of("store.url: " + store.url().replaceFirst("//[^/]*@", "//…@")
            + " is neither sqlite:PATH nor postgresql://user@host:port/database");
  }

  private static List<String> ofPostgres(AppConfig.Store store) {
    List<String> faults = new ArrayList<>();
    try {
      PostgresUrl url = PostgresUrl.parse(store.url());
      if (url.isVerified() && url.rootCert().isEmpty() && store.tlsCaFile().isEmpty()) {
        faults.add("store.tlsCaFile: is empty, but sslmode=" + url.tlsMode().word()
            + " in store.url needs the certificate to verify with");
      }
      if (url.rootCert().isPresent() && store.tlsCaFile().isPresent()) {
        faults.add("store.tlsCaFile: is given, and so is sslrootcert in store.url; leave one out");
      }
    } catch (IllegalArgumentException unreadable) {
      faults.add("store.url: " + unreadable.getMessage());
    }
    if (!store.password().isEmpty() && store.passwordFile().isPresent()) {
      faults.add("store.passwordFile: is given, and so is store.password; leave one out");
    }
    if (store.callTimeout().compareTo(store.busyTimeout()) <= 0) {
      faults.add("store.callTimeoutMillis: " + store.callTimeout().toMillis()
          + " is not more than store.busyTimeoutMillis, " + store.busyTimeout().toMillis()
          + "; a call would end before its wait for a lock");
    }
    return faults;
  }
}
