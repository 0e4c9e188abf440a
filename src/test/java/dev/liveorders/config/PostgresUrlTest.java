package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.config.PostgresUrl.Host;
import dev.liveorders.config.PostgresUrl.TlsMode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {
  @Test
  void allPartsAreRead() {
    assertThat(
            PostgresUrl.parse(
                "postgresql://shop%20app@db1.example:6432,[::1],10.0.0.7/live%2Forders?sslmode=verify-ca&sslrootcert=/etc/a+b.pem"))
        .isEqualTo(new PostgresUrl(
            "shop app",
            List.of(
                new Host("db1.example", 6432), new Host("::1", 5432), new Host("10.0.0.7", 5432)),
            "live/orders",
            TlsMode.VERIFY_CA,
            Optional.of("/etc/a+b.pem")));
  }

  @Test
  void whatIsNotSaidIsAsPsqlHasIt() {
    assertThat(PostgresUrl.parse("postgres://shop@db/orders"))
        .isEqualTo(new PostgresUrl(
            "shop", List.of(new Host("db", 5432)), "orders", TlsMode.PREFER, Optional.empty()))
        .hasToString("postgresql://shop@db:5432/orders");
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://db/orders, names no user",
    "postgresql://@db/orders, names no user",
    "postgresql://shop@db, is not postgresql://",
    "postgresql://shop@/orders, is not postgresql://",
    "postgresql://shop@db:99999/orders, db:99999",
    "postgresql://shop@db:0/orders, db:0",
    "'postgresql://shop@db,/orders', which is not host:port",
    "postgresql://shop@db/orders?sslmode=allow, 'disable, prefer, require, verify-ca, verify-full'",
    "postgresql://shop@db/orders?ssl=true, known are sslmode",
    "postgresql://shop@db/orders?sslrootcert=, known are sslmode"
  })
  void whatCannotBeIsSaid(String url, String words) {
    assertThatThrownBy(() -> PostgresUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://shop:s3cret@db/orders",
        "postgresql://shop:s3cret@db:x/orders?y",
        "postgresql://shop@db/orders?password=s3cret",
        "postgresql://shop:s3cret/with@db/orders",
        "postgresql://shop:s3cret@db"
      })
  void aPasswordIsRejectedAndNotShown(String url) {
    assertThatThrownBy(() -> PostgresUrl.parse(url)).hasMessageNotContaining("s3cret");
  }
}
