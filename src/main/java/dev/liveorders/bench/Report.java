package dev.liveorders.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The results of a scenario: a column for each run, and one for the medians of runs of the same name. */
final class Report {
  private static final int TITLE_WIDTH = 42;
  private static final int COLUMN_WIDTH = 14;

  private final String scenario;
  private final Map<String, List<Result>> runs = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>(); // of the run that is to be added

  Report(String scenario) {
    this.scenario = scenario;
  }

  /**
   * Adds a run.
   *
   * @param name what tells it from others of the scenario, like its rate
   */
  void add(String name, Result result) {
    faults.forEach(result::fault);
    faults.clear();
    runs.computeIfAbsent(name, none -> new ArrayList<>()).add(result);
  }

  /** Something went wrong, that figures do not tell, in the run that is added next. */
  void fault(String message) {
    faults.add(message);
  }

  boolean isRight() {
    return all().stream().allMatch(Result::isRight);
  }

  private List<Result> all() {
    return runs.values().stream().flatMap(List::stream).toList();
  }

  void print(PrintWriter out, boolean json) throws IOException {
    if (json) {
      printJson(out);
    } else {
      printTable(out);
    }
  }

  /** Prints for people. */
  void printTable(PrintWriter out) {
    runs.forEach((name, results) -> printTable(out, name, results));
    all().stream()
        .flatMap(result -> result.faults().stream())
        .forEach(fault -> out.println("FAULT: " + fault));
    out.println(
        isRight()
            ? "every watcher exact, no total went back, every order taken" + notSustained()
            : "NOT RIGHT: see the last lines of the table" + notSustained());
    out.flush();
  }

  /** Names the runs in which orders were due faster than they were taken. */
  private String notSustained() {
    return runs.entrySet().stream()
        .flatMap(run -> run.getValue().stream()
            .filter(result -> !result.isSustained())
            .map(result -> String.format(
                "%,.0f of %s a second%s",
                result.get(Metric.TAKEN),
                LiveScenario.shown(result.get(Metric.DUE)),
                run.getKey().isEmpty() ? "" : " (" + run.getKey() + ")")))
        .reduce((one, other) -> one + ", " + other)
        .map(all -> "; but NOT SUSTAINED, orders were taken more slowly than they were due: " + all)
        .orElse("");
  }

  private void printTable(PrintWriter out, String name, List<Result> results) {
    out.print(pad(scenario + " " + name, -TITLE_WIDTH));
    for (int i = 1; i <= results.size(); i++) {
      out.print(pad(results.size() == 1 ? "" : "run " + i, COLUMN_WIDTH));
    }
    out.println(results.size() == 1 ? "" : pad("median", COLUMN_WIDTH));
    for (Metric metric : metrics(results)) {
      out.print(pad(metric.title(), -TITLE_WIDTH));
      for (Result result : results) {
        out.print(pad(metric.show(result.get(metric)), COLUMN_WIDTH));
      }
      out.println(
          results.size() == 1 ? "" : pad(metric.show(median(metric, results)), COLUMN_WIDTH));
    }
    out.println();
  }

  private static TreeSet<Metric> metrics(List<Result> results) {
    TreeSet<Metric> metrics = new TreeSet<>();
    results.forEach(result -> metrics.addAll(result.values().keySet()));
    return metrics;
  }

  private static double median(Metric metric, List<Result> results) {
    double[] sorted =
        results.stream().mapToDouble(result -> result.get(metric)).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }

  /** Left-aligned for a negative width. */
  private static String pad(String text, int width) {
    return String.format("%" + width + "s", text);
  }

  /** Prints for programs: an array with an object for each run. */
  private void printJson(PrintWriter out) throws IOException {
    try (JsonGenerator json = new ObjectMapper().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartArray();
      for (Map.Entry<String, List<Result>> entry : runs.entrySet()) {
        for (Result result : entry.getValue()) {
          writeRun(json, entry.getKey(), result);
        }
      }
      json.writeEndArray();
    }
    out.println();
    out.flush();
  }

  private void writeRun(JsonGenerator json, String name, Result result) throws IOException {
    json.writeStartObject();
    json.writeStringField("scenario", scenario);
    json.writeStringField("run", name);
    json.writeBooleanField("right", result.isRight());
    if (!Double.isNaN(result.get(Metric.DUE) + result.get(Metric.TAKEN))) {
      json.writeBooleanField("sustained", result.isSustained());
    }
    if (!result.faults().isEmpty()) {
      json.writeArrayFieldStart("faults");
      for (String fault : result.faults()) {
        json.writeString(fault);
      }
      json.writeEndArray();
    }
    for (Map.Entry<Metric, Double> value : result.values().entrySet()) {
      if (Double.isNaN(value.getValue())) {
        json.writeNullField(value.getKey().key());
      } else {
        json.writeNumberField(value.getKey().key(), value.getValue());
      }
    }
    json.writeEndObject();
  }
}
