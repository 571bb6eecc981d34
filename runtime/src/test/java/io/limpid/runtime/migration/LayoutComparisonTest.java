package io.limpid.runtime.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.ResourceBinding;
import io.limpid.runtime.stub.StateField;
import io.limpid.runtime.stub.StatePart;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes a class in every way that people do, and moves an object of it from the old version to the new one and back. */
final class LayoutComparisonTest {
    private static final String BEFORE = """
            bank.Till captured
            slots: int
            cents: long
            coins: list<bank.Coin>
            beside: remote bank.Desk
            printer: by type bank.Printer
            record bank.Coin
              value: int
              mint: String
            enum bank.Mood
              constant CALM
              constant BUSY
            sealed bank.Owner
              permits bank.Person
              permits bank.Company
            class bank.Person
              name: String
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing                           | lawful  | bank.Till captured | bank.Till captured
            a field more at the end           | lawful  | beside: remote bank.Desk | beside: remote bank.Desk;limit: long
            two fields less at the end        | lawful  | coins: list<bank.Coin>;beside: remote bank.Desk; | ''
            a field bound by type more        | lawful  | cents: long | log: by type bank.Log;cents: long
            a field bound by type less        | lawful  | printer: by type bank.Printer; | ''
            another type asked for            | lawful  | by type bank.Printer | by type bank.Plotter
            the last field bound by type now  | lawful  | beside: remote bank.Desk | beside: by type bank.Desk
            a component more at the end       | lawful  | mint: String | mint: String;  year: int
            a component less at the end       | lawful  | ;  mint: String | ''
            a constant more                   | lawful  | constant CALM | constant ANGRY;  constant CALM
            a constant less                   | lawful  | ;  constant BUSY | ''
            a subtype more                    | lawful  | permits bank.Company | permits bank.Company;  permits bank.State
            a type that nothing reaches now   | lawful  | class bank.Person;  name: String; | ''
            a field in front                  | refused | slots: int | first: int;slots: int
            a field in the middle             | refused | cents: long | more: int;cents: long
            a field less in the middle        | refused | cents: long; | ''
            fields in another order           | refused | slots: int;cents: long | cents: long;slots: int
            a wider field                     | refused | cents: long | cents: double
            a boxed field                     | refused | slots: int | slots: Integer
            a renamed field                   | refused | cents: long | amount: long
            a field in the middle by type     | refused | cents: long | cents: by type bank.Purse
            a reference that is a value       | refused | remote bank.Desk | bank.Coin
            another element of a list         | refused | list<bank.Coin> | list<bank.Note>
            a component in front              | refused | value: int | year: int;  value: int
            a wider component                 | refused | value: int | value: long
            a renamed component               | refused | mint: String | city: String
            a record that is a class          | refused | record bank.Coin | class bank.Coin
            an enum that is sealed            | refused | enum bank.Mood | sealed bank.Mood
            a reached class with a field less in front | refused | name: String | born: long;  name: String
            a class that writes itself        | refused | bank.Till captured | bank.Till writes
            another class                     | refused | bank.Till captured | bank.Desk captured
            """)
    void eachChangeIsJudgedAlikeBothWays(String change, String verdict, String from, String to) {
        String old = from.replace(";", "\n");
        assertThat(BEFORE).contains(old);
        StateLayout before = layout(BEFORE);
        StateLayout after = layout(BEFORE.replace(old, to.replace(";", "\n")));

        assertThat(after.refusal(before).isPresent()).as("forth").isEqualTo(verdict.equals("refused"));
        assertThat(before.refusal(after).isPresent()).as("back").isEqualTo(verdict.equals("refused"));
    }

    @Test
    void aRefusalNamesTheClassAndTheField() {
        StateLayout before = layout(BEFORE);

        assertThat(layout(BEFORE.replace("cents: long", "cents: double")).refusal(before))
                .hasValue("class bank.Till: 'cents: long' comes where 'cents: double' is here");
        assertThat(layout(BEFORE.replace("slots: int\ncents: long", "cents: long\nslots: int"))
                        .refusal(before))
                .hasValue(
                        "class bank.Till: 'slots: int' comes where 'cents: long' is here; parts are read in their order,"
                                + " and not by name");
        assertThat(layout(BEFORE.replace("  value: int", "  value: long")).refusal(before))
                .hasValue("record bank.Coin: 'value: int' comes where 'value: long' is here");
        assertThat(layout(BEFORE.replace("record bank.Coin", "class bank.Coin")).refusal(before))
                .hasValue("the record bank.Coin comes where the class bank.Coin is here");
        assertThat(layout(BEFORE.replace("captured", "writes")).refusal(before))
                .hasValue("bank.Till is captured by itself (MovableState) here alone");
    }

    private static StateLayout layout(String text) {
        List<String> lines = text.lines().toList();
        String[] head = lines.get(0).split(" ");
        List<StateField> fields = new ArrayList<>();
        List<StatePart> parts = new ArrayList<>();
        List<String> inside = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith("  ")) {
                inside.add(line.strip());
                int last = parts.size() - 1;
                parts.set(last, new StatePart(parts.get(last).title(), inside));
            } else if (line.contains(": ")) {
                fields.add(field(line));
            } else {
                inside = new ArrayList<>();
                parts.add(new StatePart(line, inside));
            }
        }
        return new StateLayout(head[0], head[1].equals("writes"), fields, parts);
    }

    private static StateField field(String line) {
        String name = line.substring(0, line.indexOf(": "));
        String type = line.substring(line.indexOf(": ") + 2);
        if (type.startsWith("by type ")) {
            return new StateField(name, type.substring("by type ".length()), ResourceBinding.BY_TYPE);
        }
        ResourceBinding binding = type.startsWith("remote ") ? ResourceBinding.BY_IDENTIFIER : ResourceBinding.BY_VALUE;
        return new StateField(name, type, binding);
    }
}
