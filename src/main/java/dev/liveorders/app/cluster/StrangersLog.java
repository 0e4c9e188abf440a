package dev.liveorders.app.cluster;

import dev.liveorders.log.RepeatedLine;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log lines about those who are not of this cluster, one for many of a kind, with the remedy. */
final class StrangersLog {
  private static final Logger log = LoggerFactory.getLogger(ClusterNode.class);
  private static final int MAX_CAUSES = 10;

  /** Characters of a cause, which may have what a stranger sent. */
  private static final int MAX_TEXT = 60;

  private static final String REMEDY =
      "give all nodes the same cluster.secret, or, while it is replaced, the one before as cluster.previousSecret";

  private final RepeatedLine rejected = new RepeatedLine(log::warn);
  private final RepeatedLine otherSecret = new RepeatedLine(log::warn);
  private final RepeatedLine noNode = new RepeatedLine(log::info);
  private final RepeatedLine otherCluster = new RepeatedLine(log::info);
  private final RepeatedLine unknownName = new RepeatedLine(log::warn);

  /**
   * Says that somebody connected and was not let in; not of whoever hangs up before saying anything, as a probe does.
   */
  void onRejected(int port, Throwable cause) {
    find(cause, SSLException.class)
        .ifPresent(reason -> rejected.write(
            "rejected a connection to cluster port {}: it has not proved to know cluster.secret ({}); if it was a node, {}",
            port,
            firstLine(reason),
            REMEDY));
  }

  /** Says that a node has another secret; not that there is none, which is nothing to be told of. */
  void onUnreachable(MemberAddress address, Throwable cause) {
    if (find(cause, CertificateException.class).isPresent()) {
      otherSecret.write(
          "the node at {} has another cluster.secret than this one, and is left out; {}",
          address,
          REMEDY);
    } else if (find(cause, SSLException.class).isPresent()) {
      noNode.write(
          "what listens at {} has not answered as a node of this release does, and is left out",
          address);
    }
  }

  void onOtherCluster(NodeState other, String own) {
    otherCluster.write(
        "the node at {} is of cluster {}, and this one of {}: they do not join; nodes of one cluster have one cluster.name",
        other.member(),
        other.cluster(),
        own);
  }

  void onUnknownName(Optional<String> service, Throwable cause) {
    unknownName.write(
        "cluster.kubernetesService: {} cannot be resolved ({}); the nodes that are known stay connected",
        service.orElse(""),
        firstLine(cause));
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
