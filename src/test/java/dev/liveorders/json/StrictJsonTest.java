package dev.liveorders.json;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody is told who sent what is no JSON. */
class StrictJsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{amount:3}      | is not JSON in line 1, column 2: Unexpected character 'a'",
        "{'amount':3}    | is not JSON in line 1, column 2: Unexpected character '''",
        "[1 2]           | is not JSON in line 1, column 4: Unexpected character '2'",
        "{\\u0000}       | is not JSON in line 1, column 2: Unexpected character '\\'",
        "{ü:1}           | is not JSON in line 1, column 2: Unexpected character 'ü'",
        "nothing         | is not JSON in line 1, column 8: Unrecognized token 'nothing'",
        "[1              | is not JSON in line 1, column 3: Unexpected end-of-input",
      })
  void theFaultIsNamed(String sent, String message) {
    assertThatThrownBy(() -> StrictJson.value(sent))
        .isInstanceOf(NotJsonException.class)
        .hasMessageStartingWith("the body " + message);
  }
}
