package io.tidewaiter.server.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class QueryRequestTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static QueryRequest.Reading read(String facets) {
        ObjectNode body = JSON.createObjectNode().put("query", "resources");
        body.set("facets", JSON.readTree(facets));
        return QueryRequest.read(body, "2022-10-01");
    }

    private static List<QueryRequest.Facet> facets(String text) {
        return ((QueryRequest.Reading.Question) read(text)).request().facets();
    }

    @Test
    void aFacetIsSortedByItsCountDownwardsUnlessItSaysOtherwise() {
        assertThat(facets("[{\"expression\":\"location\"}]"))
                .containsExactly(new QueryRequest.Facet("location", "count", true, "", 10));
        assertThat(facets("[{\"expression\":\"location\",\"options\":{\"sortBy\":\"location\",\"sortOrder\":\"Asc\","
                        + "\"filter\":\"kind == ''\",\"$top\":3}}]"))
                .containsExactly(new QueryRequest.Facet("location", "location", false, "kind == ''", 3));
        assertThat(facets("null")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"location\"",
                "{\"expression\":\"location\"}",
                "[{}]",
                "[\"location\"]",
                "[{\"expression\":\"location\",\"options\":{\"sortOrder\":\"up\"}}]",
                "[{\"expression\":\"location\",\"options\":{\"$top\":0}}]",
                "[{\"expression\":\"location\",\"options\":{\"$top\":1001}}]"
            })
    void facetsThatAreNoneAreRefused(String facets) {
        assertThat(read(facets)).isInstanceOf(QueryRequest.Reading.Fault.class);
    }

    @Test
    void tenFacetsAreTakenAndNotMore() {
        String one = "{\"expression\":\"location\"}";
        assertThat(facets(Collections.nCopies(10, one).toString())).hasSize(10);
        assertThat(read(Collections.nCopies(11, one).toString())).isInstanceOf(QueryRequest.Reading.Fault.class);
    }
}
