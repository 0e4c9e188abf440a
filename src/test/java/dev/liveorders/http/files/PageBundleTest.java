package dev.liveorders.http.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joined modules run in the order of their imports, each once, and keep their names to themselves. */
class PageBundleTest {
  @Test
  void aModuleRunsOnceAndBeforeThoseThatImportIt() {
    String script = PageBundle.script(
        "app.js",
        Map.of(
            "app.js",
            "import { one } from './one.js';\nimport { two as zwei } from './two.js';\none(zwei);\n",
            "one.js",
            "import './two.js'; // first\nexport function one(x) {\n  return x;\n}\n",
            "two.js",
            "export const two = 2;\n",
            "other.js",
            "nobody asks for this\n"));
    assertThat(script).isEqualTo("""
        // two.js
        const module_two_js = (() => {
        const two = 2;

        return { two };
        })();
        // one.js
        const module_one_js = (() => {
        function one(x) {
          return x;
        }

        return { one };
        })();
        // app.js
        const module_app_js = (() => {
        const { one } = module_one_js;
        const { two: zwei } = module_two_js;
        one(zwei);

        return {  };
        })();
        """);
  }

  @Test
  void everyFormOfExportIsOne() {
    String module = "export class A {}\nexport const B = 1;\nexport async function c() {}\n"
        + "export function* d() {}\n";
    assertThat(PageBundle.script("a.js", Map.of("a.js", module)))
        .contains("\nclass A {}\nconst B = 1;\nasync function c() {}\nfunction* d() {}\n")
        .contains("return { A, B, c, d };");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export default 1;",
        "export { a };",
        "import a from './b.js';",
        "import * as a from './b.js';",
        "import { a } from 'elsewhere';"
      })
  void whatIsNotUnderstoodIsSaid(String statement) {
    assertThatThrownBy(() -> PageBundle.script("a.js", Map.of("a.js", statement + "\n")))
        .hasMessage("a.js has a statement that cannot be joined: " + statement);
  }

  @Test
  void aCircleAndAMissingModuleAreSaid() {
    assertThatThrownBy(() -> PageBundle.script(
            "a.js", Map.of("a.js", "import './b.js';\n", "b.js", "import './a.js';\n")))
        .hasMessage("a.js imports itself: [a.js, b.js]");
    assertThatThrownBy(() -> PageBundle.script("a.js", Map.of("a.js", "import './b.js';\n")))
        .hasMessage("the page imports b.js, which is not there");
  }

  @Test
  void styleSheetsStandInOrderOfTheirImports() {
    Map<String, String> sheets = Map.of(
        "a.css", "@import './b.css';\n@import './c.css';\n", "b.css", "b {}\n", "c.css", "c {}\n");
    assertThat(PageBundle.style("a.css", sheets)).isEqualTo("b {}\nc {}\n");
  }
}
