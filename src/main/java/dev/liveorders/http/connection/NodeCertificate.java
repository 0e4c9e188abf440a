package dev.liveorders.http.connection;

import dev.liveorders.tls.IdentityException;
import dev.liveorders.tls.IdentityFiles;
import dev.liveorders.tls.ServerIdentity;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of a node, read again when its files change. All event loops of the node share it, so that each
 * change is read and logged once. Thread safe; blocks.
 */
final class NodeCertificate implements Shareable {
  private static final Logger log = LoggerFactory.getLogger(NodeCertificate.class);

  /** A change is read once it is so old: certificate and key are seldom replaced in the same moment. */
  private static final Duration SETTLE = Duration.ofMillis(500);

  /** The days before its end from which on a certificate is warned of, once a day. */
  private static final int WARNING_DAYS = 14;

  private final IdentityFiles files;
  private ServerIdentity identity;
  private NodeKeys keys;

  /** The state of the files that was read last, whether it could be used or not. */
  private List<Object> read;

  /** A state of the files that was not read yet, and since when it is there. */
  private List<Object> seen;

  private long seenSince;
  private long warnedOf = Long.MAX_VALUE;

  private NodeCertificate(IdentityFiles files) {
    this.files = files;
  }

  /** Returns the certificate of a node; reads nothing. */
  static NodeCertificate of(Vertx vertx, IdentityFiles files) {
    LocalMap<String, NodeCertificate> node = vertx.sharedData().getLocalMap("live-orders.tls");
    return node.computeIfAbsent(files.paths().toString(), first -> new NodeCertificate(files));
  }

  /**
   * Returns the newest keys that can be used.
   *
   * @throws IdentityException when there were none so far and their files cannot be used
   */
  synchronized KeyCertOptions current() throws IdentityException, GeneralSecurityException {
    List<Object> state = state();
    if (keys == null) {
      use(files.read(), state);
    } else if (!state.equals(read) && isSettled(state)) {
      renew(state);
    }
    warnOfEnd();
    return keys;
  }

  private List<Object> state() {
    List<Object> state = new ArrayList<>();
    for (Path path : files.paths()) {
      try {
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
        state.add(List.of(file.lastModifiedTime(), file.size(), String.valueOf(file.fileKey())));
      } catch (IOException missing) {
        state.add(path);
      }
    }
    return state;
  }

  private boolean isSettled(List<Object> state) {
    if (!state.equals(seen)) {
      seen = state;
      seenSince = System.nanoTime();
    }
    return System.nanoTime() - seenSince >= SETTLE.toNanos();
  }

  private void renew(List<Object> state) throws GeneralSecurityException {
    read = state;
    try {
      use(files.read(), state);
    } catch (IdentityException unusable) {
      log.error(
          "the certificate was not renewed, and the one of before stays in use for {} more days: {}",
          identity.daysLeft(Instant.now()),
          String.join("; ", unusable.faults()));
    }
  }

  private void use(ServerIdentity next, List<Object> state) throws GeneralSecurityException {
    keys = new NodeKeys(next.keyManagers());
    read = state;
    boolean renewed = identity != null;
    identity = next;
    warnedOf = Long.MAX_VALUE;
    log.info(
        "{} certificate of {} is valid until {}, {} days from now",
        renewed ? "RENEWED: the" : "the",
        identity,
        identity.end(),
        identity.daysLeft(Instant.now()));
    if (!identity.isForBrowsers()) {
      log.warn(
          "the certificate is of the kind Ed25519, which browsers reject; other clients take it");
    }
    if (identity.begin().isAfter(Instant.now())) {
      log.warn("the certificate is not valid before {}: clients will reject it", identity.begin());
    }
  }

  private void warnOfEnd() {
    long days = identity.daysLeft(Instant.now());
    if (days < WARNING_DAYS && days < warnedOf) {
      warnedOf = days;
      if (days < 0) {
        log.warn("the certificate EXPIRED at {}: clients reject it; renew it", identity.end());
      } else {
        log.warn("the certificate expires in {} days, at {}; renew it", days, identity.end());
      }
    }
  }
}
