package dev.liveorders.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductTest {
  @ParameterizedTest
  @CsvSource({
    "99.99,99.99",
    "22.4,22.40",
    "5,5.00",
    "1e2,100.00",
    "0,0.00",
    "0.000,0.00",
    "1.2340,1.234",
    "0.0001,0.0001"
  })
  void aPriceHasAtLeastTwoDecimals(String given, String shown) {
    assertThat(product("Kettle", new BigDecimal(given), "").rrp().toPlainString())
        .isEqualTo(shown);
  }

  @Test
  void aPriceHasLimits() {
    assertThat(product("Kettle", Product.MAX_RRP, "").rrp()).isEqualTo("999999999.9999");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-0.01", "1000000000", "0.00001", "999999999.99991", "1e999999999", "1e-999999999"
      })
  void otherPricesAreRejected(String rrp) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> product("Kettle", new BigDecimal(rrp), ""))
        .withMessageContaining(Product.RRP_RULE);
  }

  @Test
  void nameAndInfoHaveLimits() {
    String longestName = "n".repeat(Product.MAX_NAME);
    String longestInfo = "i".repeat(Product.MAX_INFO);
    assertThat(product(longestName, BigDecimal.ONE, longestInfo).info()).isEqualTo(longestInfo);
    for (String name : new String[] {null, "", " \t", longestName + "n"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> product(name, BigDecimal.ONE, ""))
          .withMessageContaining("name");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> product("Kettle", BigDecimal.ONE, longestInfo + "i"))
        .withMessageContaining("info");
  }

  private static Product product(String name, BigDecimal rrp, String info) {
    return new Product(
        new ProductId("A1"), new CategoryName("electronics"), name, rrp, info, Extras.NONE, 0, 0);
  }
}
