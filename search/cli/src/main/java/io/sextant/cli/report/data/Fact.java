package io.sextant.cli.report.data;

/** A name and what it stands for: {@code cores: 2}. */
public record Fact(String name, String value) {
}
