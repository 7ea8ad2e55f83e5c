package io.tidewaiter.server.query;

import io.tidewaiter.graph.query.QueryOutcome;
import io.tidewaiter.graph.query.QuerySession;
import io.tidewaiter.kql.compile.OutputColumn;
import io.tidewaiter.server.http.Answer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One question within its session: rows, the token of the next page, and facets, all of the same moment. */
final class Asking {
    /** What the values of a facet of one expression are called within its query. */
    private static final String ALONE = "['facet values']";

    private final QuerySession session;
    private final QueryRequest question;
    private final String text;
    private final Optional<SkipToken> token;

    Asking(QuerySession session, QueryRequest question, String text, Optional<SkipToken> token) {
        this.session = session;
        this.question = question;
        this.text = text;
        this.token = token;
    }

    Answer answer() {
        long skip = token.map(SkipToken::skip).orElse(question.skip());
        QueryOutcome outcome = token.isPresent()
                ? session.run(text, new QuerySession.Part(skip, question.top()))
                : rows(session, text, skip, question.top());
        if (!(outcome instanceof QueryOutcome.Rows rows)) {
            return QueryErrors.of(outcome);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        long after =
                (token.isEmpty() && rows.limitsRows() ? 0 : skip) + rows.rows().size();
        boolean more = after < rows.total() && !rows.rows().isEmpty();
        boolean pageable = !rows.limitsRows() && QueryForm.isPageable(rows.columns());
        body.put("totalRecords", rows.total())
                .put("count", rows.rows().size())
                .put("resultTruncated", more && !pageable ? "true" : "false");
        if (more && pageable) {
            long at = token.map(SkipToken::at).orElseGet(session::appliedAt);
            body.put("$skipToken", new SkipToken(SkipToken.hash(text), at, after).text());
        }
        body.set("data", QueryForm.data(rows, question.table()));
        ArrayNode facets = body.putArray("facets");
        question.facets().forEach(f -> facets.add(facet(f)));
        return Answer.ok(body);
    }

    /** The rows behind the first ones; a query that says how many rows it wants is not skipped into. */
    static QueryOutcome rows(QuerySession session, String text, long skip, int top) {
        QueryOutcome outcome = session.run(text, new QuerySession.Part(skip, top));
        return skip > 0 && outcome instanceof QueryOutcome.Rows rows && rows.limitsRows()
                ? session.run(text, new QuerySession.Part(0, top))
                : outcome;
    }

    /** A query may end as statements do, with comments behind; what follows on it goes before that. */
    private static String withoutEnd(String text) {
        String code = KqlText.code(text);
        int end = text.length();
        for (int i = end - 1; i >= 0 && (code.charAt(i) == ';' || Character.isWhitespace(code.charAt(i))); i--) {
            end = code.charAt(i) == ';' ? i : end;
        }
        return text.substring(0, end);
    }

    private ObjectNode facet(QueryRequest.Facet facet) {
        QueryOutcome outcome = counted(facet, facet.sortBy());
        if (outcome instanceof QueryOutcome.Refused
                && facet.sortBy().strip().equals(facet.expression().strip())) {
            outcome = counted(facet, ALONE); // what is computed has no name of its own
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("expression", facet.expression());
        if (!(outcome instanceof QueryOutcome.Rows rows)) {
            json.put("resultType", "FacetError");
            QueryErrors.ofFacet(outcome, facet.expression()).forEach(json.putArray("errors")::add);
            return json;
        }
        json.put("resultType", "FacetResult")
                .put("totalRecords", rows.total())
                .put("count", rows.rows().size());
        ArrayNode data = json.putArray("data");
        for (@Nullable Object[] row : rows.rows()) {
            ObjectNode one = data.addObject();
            int last = row.length - 1; // the count
            for (int i = 0; i <= last; i++) {
                OutputColumn column = rows.columns().get(i);
                String name = i == last ? "count" : last == 1 ? facet.expression() : column.name();
                one.set(name, QueryForm.value(row[i], column.type()));
            }
        }
        return json;
    }

    private QueryOutcome counted(QueryRequest.Facet facet, String sortBy) {
        String counted = withoutEnd(text) + "\n"
                + (facet.filter().isBlank() ? "" : "| where " + facet.filter() + "\n")
                + "| summarize ['count'] = count() by " + (sortBy.equals(ALONE) ? ALONE + " = " : "")
                + facet.expression() + "\n"
                + "| sort by " + (sortBy.equals("count") ? "['count']" : sortBy)
                + (facet.descending() ? " desc" : " asc");
        return session.run(counted, new QuerySession.Part(0, facet.top()));
    }
}
