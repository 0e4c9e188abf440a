package dev.liveorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything that a page showed since the recording began: each number, in which frame, and each state of the
 * connection.
 */
final class Recording {
  private static final String START = """
      () => {
        const shown = (window.shown = []);
        const states = (window.states = []);
        let frame = 0; // not document.timeline.currentTime: two late frames may have the same
        const count = () => {
          frame += 1;
          requestAnimationFrame(count);
        };
        requestAnimationFrame(count);
        const note = ({ target, removedNodes }) => {
          const product = target.closest('product-item')?.getAttribute('product-id');
          if (product) shown.push({ product, element: target.localName, frame, text: target.textContent });
          else if (removedNodes.length) shown.push({ product: 'a card', text: 'gone' });
        };
        new MutationObserver((records) => records.forEach(note))
          .observe(document.querySelector('product-board'), { childList: true, subtree: true });
        const state = document.querySelector('connection-state');
        const noteState = () => {
          const next = state.getAttribute('state');
          if (next !== 'stale' && next !== (states.at(-1) ?? 'live')) states.push(next);
        };
        new MutationObserver(noteState).observe(state, { attributeFilter: ['state'] });
      }""";

  private static final String STILL = """
      () => [...document.querySelectorAll('product-board live-total')].every(
        (total) => total.textContent.replaceAll(',', '') === total.getAttribute('value'))""";

  private final Page page;

  private Recording(Page page) {
    this.page = page;
  }

  /** Begins once no number is on its way to a newer one. */
  static Recording of(OpenPage open) {
    open.waitFor(() -> (Boolean) open.page().evaluate(STILL));
    open.page().evaluate(START);
    return new Recording(open.page());
  }

  /** What stood on a card, one after the other. */
  List<Long> numbers(String product) {
    return shown().stream()
        .filter(
            each -> each.get("product").equals(product) && each.get("element").equals("live-total"))
        .map(each -> Long.parseLong(((String) each.get("text")).replace(",", "")))
        .toList();
  }

  /**
   * The states of the connection after the first, which is live. Without "stale": a server that stands still for seconds
   * tells it, and no change of the connection.
   */
  @SuppressWarnings("unchecked")
  List<String> states() {
    return (List<String>) page.evaluate("() => window.states");
  }

  /** Nothing was blank, nothing went away, no number went down or beyond the last. */
  void assertNeverWrong(String product, long first, long last) {
    assertThat(shown()).extracting(each -> each.get("text")).doesNotContain("", "–", "gone");
    assertThat(numbers(product)).isSorted().allMatch(number -> first <= number && number <= last);
  }

  /** How often an element was written to in a frame, at most. */
  long mostPaintsInAFrame() {
    return shown().stream()
        .collect(Collectors.groupingBy(
            each -> List.of(each.get("product"), each.get("element"), each.get("frame")),
            Collectors.counting()))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> shown() {
    return (List<Map<String, Object>>) page.evaluate("() => window.shown");
  }
}
