package dev.liveorders.app.cluster;

import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log lines about those who are not of this cluster, one for many of a kind, with the remedy. Not thread safe. */
final class StrangersLog {
  private static final Logger log = LoggerFactory.getLogger(ClusterNode.class);
  private static final int MAX_CAUSES = 10;

  /** Characters of a cause, which may have what a stranger sent. */
  private static final int MAX_TEXT = 60;

  private static final String REMEDY =
      "give all nodes the same cluster.secret, or, while it is replaced, the one before as cluster.previousSecret";

  private final Limited rejected = new Limited();
  private final Limited otherSecret = new Limited();
  private final Limited noNode = new Limited();
  private final Limited otherCluster = new Limited();
  private final Limited unknownName = new Limited();

  /** A filter that lets one of many like lines through every five minutes, with the number of those it stands for. */
  private static final class Limited {
    private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(5);

    private long last = System.nanoTime() - INTERVAL_NANOS;
    private long suppressed;

    void write(LongConsumer line) {
      long now = System.nanoTime();
      if (now - last < INTERVAL_NANOS) {
        suppressed++;
        return;
      }
      last = now;
      line.accept(suppressed);
      suppressed = 0;
    }
  }

  /** Says that somebody connected and was not let in; not of whoever hangs up before saying anything, as a probe does. */
  void onRejected(int port, Throwable cause) {
    find(cause, SSLException.class)
        .ifPresent(reason -> rejected.write(suppressed -> log.warn(
            "rejected a connection to cluster port {}: it has not proved to know cluster.secret ({}); if it was a node, {}"
                + " ({} more like it)",
            port,
            firstLine(reason),
            REMEDY,
            suppressed)));
  }

  /** Says that a node has another secret; not that there is none, which is nothing to be told of. */
  void onUnreachable(MemberAddress address, Throwable cause) {
    if (find(cause, CertificateException.class).isPresent()) {
      otherSecret.write(suppressed -> log.warn(
          "the node at {} has another cluster.secret than this one, and is left out; {} ({} more like it)",
          address,
          REMEDY,
          suppressed));
    } else if (find(cause, SSLException.class).isPresent()) {
      noNode.write(suppressed -> log.info(
          "what listens at {} has not answered as a node of this release does, and is left out ({} more like it)",
          address,
          suppressed));
    }
  }

  void onOtherCluster(NodeState other, String own) {
    otherCluster.write(suppressed -> log.info(
        "the node at {} is of cluster {}, and this one of {}: they do not join; nodes of one cluster have one cluster.name"
            + " ({} more like it)",
        other.member(),
        other.cluster(),
        own,
        suppressed));
  }

  void onUnknownName(Optional<String> service, Throwable cause) {
    unknownName.write(suppressed -> log.warn(
        "cluster.kubernetesService: {} cannot be resolved ({}); the nodes that are known stay connected ({} more like it)",
        service.orElse(""),
        firstLine(cause),
        suppressed));
  }

  private static String firstLine(Throwable failure) {
    String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) + "…" : line;
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (kind.isInstance(cause)) {
        return Optional.of(kind.cast(cause));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }
}
