package dev.liveorders.page;

import com.microsoft.playwright.Page;
import java.util.List;

/**
 * Every value that an attribute of the elements of a card took since the recording began, {@code ""} for none: also
 * one that passes before anybody looks.
 */
final class PassingStates {
  private static final String START = """
      ([element, attribute]) => {
        const passed = (window.passed = []);
        const note = ({ target, oldValue }) => {
          if (target.localName !== element || target.getAttribute(attribute) === oldValue) return;
          const product = target.closest('product-item')?.getAttribute('product-id');
          passed.push([product, target.getAttribute(attribute) ?? '']);
        };
        new MutationObserver((records) => records.forEach(note))
          .observe(document.body, { subtree: true, attributeFilter: [attribute], attributeOldValue: true });
      }""";

  private static final String OF_PRODUCT = """
      (product) => window.passed.filter(([each]) => each === product).map(([, value]) => value)""";

  private final Page page;

  private PassingStates(Page page) {
    this.page = page;
  }

  static PassingStates of(OpenPage open, String element, String attribute) {
    open.page().evaluate(START, List.of(element, attribute));
    return new PassingStates(open.page());
  }

  /** Those on the card of a product, one after the other. */
  @SuppressWarnings("unchecked")
  List<String> of(String product) {
    return (List<String>) page.evaluate(OF_PRODUCT, product);
  }
}
