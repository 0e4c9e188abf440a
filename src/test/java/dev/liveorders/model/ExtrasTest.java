package dev.liveorders.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtrasTest {
  @Test
  void fieldsKeepTheirOrderAndTypes() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("unit", "pcs");
    fields.put("colours", List.of("red", "\"blue\""));
    fields.put("weight", new BigDecimal("1.5"));
    fields.put("fragile", true);
    fields.put("none", null);
    Extras extras = Extras.of(fields);
    assertThat(extras)
        .hasToString(
            "{\"unit\":\"pcs\",\"colours\":[\"red\",\"\\\"blue\\\"\"],\"weight\":1.5,\"fragile\":true,\"none\":null}");
    assertThat(extras.fields()).isEqualTo(fields);
    assertThat(extras.isEmpty()).isFalse();
  }

  @Test
  void noFieldsAreNone() {
    assertThat(Extras.of(Map.of())).isSameAs(Extras.NONE);
    assertThat(Extras.NONE.isEmpty()).isTrue();
    assertThat(Extras.NONE.fields()).isEmpty();
  }

  @Test
  void changesAreLaidOverAndNullRemoves() {
    Extras extras = Extras.of(Map.of("unit", "pcs"));
    assertThat(extras.merge(Map.of("size", 3)))
        .isEqualTo(new Extras("{\"unit\":\"pcs\",\"size\":3}"));
    assertThat(extras.merge(Map.of("unit", "kg"))).isEqualTo(new Extras("{\"unit\":\"kg\"}"));
    assertThat(extras.merge(Collections.singletonMap("unit", null))).isEqualTo(Extras.NONE);
    assertThat(extras.merge(Collections.singletonMap("absent", null))).isEqualTo(extras);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "total", "seq", "category", "rrp"})
  void namesOfOursAreRejected(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Extras.of(Map.of(name, 1)))
        .withMessageContaining("\"" + name + "\"");
  }

  @Test
  void theWholeHasALimit() {
    String longest = "x".repeat(Extras.MAX_LENGTH - 8);
    assertThat(Extras.of(Map.of("a", longest)).json()).hasSize(Extras.MAX_LENGTH);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Extras.of(Map.of("a", longest + "x")))
        .withMessageContaining("2001");
  }
}
