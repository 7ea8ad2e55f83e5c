package io.tidewaiter.kql.guide;

import java.util.List;

/** The tabular operators, sources and statements of the language, each with a query that needs it. */
final class TabularForms {
    /** @param name as the reference page shows it */
    record Form(String name, String text, String query) {}

    private TabularForms() {}

    static List<Form> operators() {
        return List.of(
                new Form("as", "Names the table so far.", "resources | as R | take 1"),
                new Form("consume", "Reads all rows and yields none of them.", "resources | consume"),
                new Form("count", "The number of rows, as column `Count`.", "resources | count"),
                new Form("distinct", "The distinct rows of columns.", "resources | distinct type, location"),
                new Form(
                        "evaluate bag_unpack",
                        "The properties of a bag as columns.",
                        "resources | project name, tags | evaluate bag_unpack(tags) : (name:string, env:string)"),
                new Form(
                        "evaluate pivot",
                        "The values of a column as columns.",
                        "resources | project location, type | evaluate pivot(type)"),
                new Form(
                        "evaluate narrow",
                        "Each value as a row.",
                        "resources | take 1 | project name | evaluate narrow()"),
                new Form(
                        "evaluate dcount_intersect",
                        "Columns `s0`, `s1` and so on: how many values the first result of `hll` has, the first two have in common.",
                        "range x from 1 to 9 step 1 | summarize a = hll(x), b = hll(x % 3) | evaluate dcount_intersect(a, b)"),
                new Form(
                        "evaluate ipv4_lookup",
                        "Rows of a table by the ranges that an address is in; also `ipv6_lookup`.",
                        "let R = datatable(net:string, zone:string)['10.0.0.0/8', 'a'];"
                                + " print ip = '10.1.2.3' | evaluate ipv4_lookup(R, ip, net)"),
                new Form("evaluate autocluster", "Patterns in the rows.", "resources | evaluate autocluster()"),
                new Form("evaluate basket", "Frequent patterns.", "resources | evaluate basket()"),
                new Form(
                        "evaluate python",
                        "A program in Python.",
                        "resources | evaluate python(typeof(*), 'result = df')"),
                new Form("extend", "Further columns.", "resources | extend n = strlen(name)"),
                new Form("facet", "One table per column.", "resources | facet by type"),
                new Form(
                        "find",
                        "Rows of several tables that satisfy a predicate; what not all tables have is in a bag, `pack_`.",
                        "find in (resources) where name == 'reg1'"),
                new Form("fork", "Several tables from one.", "resources | fork (count) (take 1)"),
                new Form("getschema", "The columns as rows.", "resources | getschema"),
                new Form(
                        "graph-match",
                        "Patterns in a graph.",
                        "resources | make-graph id --> name | graph-match (a)-[e]->(b) project a.id"),
                new Form(
                        "invoke",
                        "A function that takes the table.",
                        "let f = (T:(name:string)) { T | count }; resources | invoke f()"),
                new Form(
                        "join",
                        "Rows of two tables with equal keys; kinds `innerunique` (default), `inner`, `leftouter`,"
                                + " `rightouter`, `fullouter`, `leftsemi`, `rightsemi`, `leftanti`, `rightanti`.",
                        "resources | join kind=leftouter (resourcecontainers) on subscriptionId"),
                new Form(
                        "lookup",
                        "A join with a small table, keys shown once.",
                        "resources | lookup (resourcecontainers | project subscriptionId, sub = name) on subscriptionId"),
                new Form(
                        "make-series",
                        "Arrays of values along an axis.",
                        "range n from 1 to 9 step 1 | extend t = datetime(2024-01-01) + n * 1d | make-series count() on t"
                                + " from datetime(2024-01-01) to datetime(2024-01-12) step 1d"),
                new Form(
                        "mv-apply",
                        "A query over the elements of an array, per row.",
                        "resources | mv-apply z = properties.zones on (summarize n = count())"),
                new Form(
                        "mv-expand",
                        "A row per element of an array; also `mvexpand`.",
                        "resources | mv-expand z = properties.zones to typeof(string)"),
                new Form(
                        "parse",
                        "Columns from a text by a pattern; what does not match is null.",
                        "resources | parse id with * '/registries/' registry"),
                new Form(
                        "parse-kv",
                        "Columns from pairs of keys and values in a text, by delimiters or by a `regex` of two groups.",
                        "print s = 'a=1,b=x' | parse-kv s as (a:long, b:string) with (pair_delimiter=',', kv_delimiter='=')"),
                new Form(
                        "parse-where",
                        "The same; rows that do not match go.",
                        "resources | parse-where id with * '/registries/' registry"),
                new Form("partition", "A query per value of a column.", "resources | partition by type (take 1)"),
                new Form("project", "These columns.", "resources | project name, location"),
                new Form(
                        "project-away",
                        "All columns but these; patterns allowed.",
                        "resources | project-away tags, p*"),
                new Form(
                        "project-by-names",
                        "Columns by texts, patterns and arrays of texts; those that are not there are passed over.",
                        "resources | project-by-names 'name', dynamic(['type', 'gone'])"),
                new Form(
                        "project-keep",
                        "Only these columns, in their order; patterns allowed.",
                        "resources | project-keep name, t*"),
                new Form("project-rename", "Other names for columns.", "resources | project-rename where_ = location"),
                new Form("project-reorder", "Another order of columns.", "resources | project-reorder name, *"),
                new Form("reduce", "Patterns of texts.", "resources | reduce by name"),
                new Form(
                        "render",
                        "How to draw the answer; has no effect here.",
                        "resources | summarize count() by type | render piechart"),
                new Form("sample", "Any so many rows.", "resources | sample 1"),
                new Form("sample-distinct", "Any so many distinct values.", "resources | sample-distinct 1 of type"),
                new Form(
                        "scan",
                        "Sequences of rows that match steps; of at most 10,000 rows by steps.",
                        "resources | sort by name asc | scan declare (n:long = 0) with (step s: true => n = s.n + 1;)"),
                new Form("search", "Rows in which a text stands in any column.", "resources | search 'reg1'"),
                new Form(
                        "serialize",
                        "Keeps the order of the rows for functions of neighbouring rows.",
                        "resources | sort by name asc | serialize n = row_number()"),
                new Form(
                        "sort",
                        "The rows in an order; also `order`. Falls by default.",
                        "resources | sort by name asc nulls last"),
                new Form("summarize", "Aggregates per key.", "resources | summarize n = count() by type"),
                new Form("take", "Any so many rows; also `limit`.", "resources | take 2"),
                new Form("top", "The first so many rows in an order.", "resources | top 2 by name asc"),
                new Form("top-hitters", "The most frequent values.", "resources | top-hitters 1 of type"),
                new Form(
                        "top-nested",
                        "The most frequent values, level by level; `with others` has one row for the rest.",
                        "resources | top-nested 1 of type with others = 'rest' by count()"),
                new Form(
                        "union",
                        "The rows of several tables; `kind=outer` (default) or `inner`.",
                        "resources | union resourcecontainers"),
                new Form(
                        "where", "Rows that satisfy a predicate; also `filter`.", "resources | where name has 'reg1'"));
    }

    static List<Form> sources() {
        return List.of(
                new Form(
                        "(nothing)",
                        "A query that begins with an operator reads the default table.",
                        "where name == 'x'"),
                new Form("datatable", "A table of literals.", "datatable(a:long)[1, 2]"),
                new Form(
                        "externaldata", "A table at an address.", "externaldata(a:string)['https://example.io/a.csv']"),
                new Form("print", "One row of values.", "print a = 1"),
                new Form("range", "A table of numbers or times.", "range n from 1 to 3 step 1"),
                new Form("table", "A table by its name.", "resources"));
    }

    static List<Form> statements() {
        return List.of(
                new Form("let, a value", "A name for a value.", "let n = 1; print n"),
                new Form("let, a table", "A name for a query.", "let r = resources | where name has 'reg'; r | count"),
                new Form(
                        "let, a function",
                        "A function with parameters, of values or of tables.",
                        "let f = (a:long, b:long = 2) { a + b }; print f(1)"),
                new Form(
                        "let, a view",
                        "A function without parameters that unions can name.",
                        "let v = view () { resources | take 1 }; v"),
                new Form(
                        "materialize()",
                        "A table that is the same wherever it is named, also with `sample`, `rand` or `new_guid` in it, as"
                                + " are `as hint.materialized=true` and `toscalar`. Elsewhere what a name stands for is"
                                + " drawn anew wherever it stands, as the language has it; `now()` is one moment.",
                        "let r = materialize(resources | take 1); r | count"),
                new Form(
                        "series_stats(), series_fit_line(), series_fit_2lines(), series_fit_poly(), series_fft(), series_ifft()",
                        "Several columns of one series, in extend, project and print.",
                        "print y = dynamic([1, 3]) | extend (least, at) = series_stats(y)"),
                new Form(
                        "column_names_of()",
                        "The names of a table's columns, as an array.",
                        "print n = column_names_of(resources)"),
                new Form("toscalar()", "The first value of a table.", "print n = toscalar(resources | count)"),
                new Form(
                        "set",
                        "An option of the request; has no effect here, but for those of `bin_auto()`.",
                        "set notruncation; resources | take 1"),
                new Form(
                        "declare query_parameters",
                        "Parameters with their values.",
                        "declare query_parameters(n:long = 5); print n"));
    }
}
