package io.tidewaiter.catalog.sqlite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The columns of a table in the order that rows store them, taken from the statement that made the table, which SQLite
 * keeps as its author wrote it.
 *
 * <p>Only as much of SQL is understood as this takes: words and quotes, commas and parentheses.
 */
final class TableColumns {
    private static final Set<String> CONSTRAINTS = Set.of("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN");
    private static final int COLUMNS_MAX = 32_767;

    /** Those of sqlite_schema, the table that lists the tables. */
    static final TableColumns SCHEMA =
            new TableColumns("CREATE TABLE sqlite_schema(type text,name text,tbl_name text,rootpage int,sql text)");

    private final String sql;
    private final Map<String, Integer> indexes = new HashMap<>();
    private int at;
    private int rowNumber = -1;
    private boolean withoutRowNumber;

    /** A word or a sign; quoted ones are never keywords. */
    private record Token(String text, boolean quoted) {
        boolean is(String keyword) {
            return !quoted && text.equalsIgnoreCase(keyword);
        }
    }

    TableColumns(String sql) {
        this.sql = sql;
        Token token = next();
        while (!token.is("(") && !token.is("")) {
            token = next();
        }
        List<Token> definition = new ArrayList<>();
        int depth = 0;
        for (token = next(); !token.is(""); token = next()) {
            if (depth == 0 && (token.is(",") || token.is(")"))) {
                define(definition);
                definition.clear();
                if (token.is(")")) {
                    break;
                }
                continue;
            }
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            definition.add(token);
        }
        for (token = next(); !token.is(""); token = next()) {
            withoutRowNumber |= token.is("WITHOUT");
        }
    }

    /** The place of a column, in whichever case its name is written, or -1. */
    int index(String column) {
        return indexes.getOrDefault(column.toLowerCase(Locale.ROOT), -1);
    }

    /** The column that stands for the row's number and is stored as nothing, or -1. */
    int rowNumber() {
        return rowNumber;
    }

    /** Whether rows are found by their key only: another kind of tree. */
    boolean isWithoutRowNumber() {
        return withoutRowNumber;
    }

    private void define(List<Token> tokens) {
        if (tokens.isEmpty() || indexes.size() >= COLUMNS_MAX) {
            return;
        }
        Token name = tokens.getFirst();
        if (!name.quoted() && CONSTRAINTS.contains(name.text().toUpperCase(Locale.ROOT))) {
            return;
        }
        if (isThere(tokens, "AS") && !isThere(tokens, "STORED")) {
            return; // computed whenever it is read
        }
        int index = indexes.size();
        indexes.putIfAbsent(name.text().toLowerCase(Locale.ROOT), index);
        if (tokens.size() > 1 && tokens.get(1).is("INTEGER") && isThere(tokens, "PRIMARY")) {
            rowNumber = index;
        }
    }

    private static boolean isThere(List<Token> tokens, String keyword) {
        for (Token token : tokens) {
            if (token.is(keyword)) {
                return true;
            }
        }
        return false;
    }

    /** The next token; an empty unquoted one at the end. */
    private Token next() {
        skip();
        if (at >= sql.length()) {
            return new Token("", false);
        }
        char first = sql.charAt(at);
        if (first == '"' || first == '`' || first == '\'' || first == '[') {
            return quoted(first == '[' ? ']' : first);
        }
        int from = at++;
        if (isWord(first)) {
            while (at < sql.length() && isWord(sql.charAt(at))) {
                at++;
            }
        }
        return new Token(sql.substring(from, at), false);
    }

    /** A quote within quotes is written twice. */
    private Token quoted(char end) {
        StringBuilder text = new StringBuilder();
        for (at++; at < sql.length(); at++) {
            char c = sql.charAt(at);
            if (c == end) {
                if (end == ']' || at + 1 >= sql.length() || sql.charAt(at + 1) != end) {
                    break;
                }
                at++;
            }
            text.append(c);
        }
        at++;
        return new Token(text.toString(), true);
    }

    /** Spaces and comments. */
    private void skip() {
        while (at < sql.length()) {
            if (Character.isWhitespace(sql.charAt(at))) {
                at++;
            } else if (sql.startsWith("--", at)) {
                at = end(sql.indexOf('\n', at), 1);
            } else if (sql.startsWith("/*", at)) {
                at = end(sql.indexOf("*/", at + 2), 2);
            } else {
                return;
            }
        }
    }

    private int end(int found, int bytes) {
        return found < 0 ? sql.length() : found + bytes;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c >= 0x80;
    }
}
