package io.sextant.ir.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands at a place of a document. */
sealed interface Content {
    /** In words, for messages. */
    String shown();

    /** Any value that is neither list nor map, as it is written. */
    record Scalar(String text) implements Content {
        @Override
        public String shown() {
            return "'" + Place.shorten(text) + "'";
        }
    }

    record Sequence(List<YamlNode> items) implements Content {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String shown() {
            return "a list";
        }
    }

    /** Keys in the order of the file. */
    record Mapping(Map<String, YamlNode> entries) implements Content {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String shown() {
            return "a map";
        }
    }
}
