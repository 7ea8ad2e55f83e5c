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
                "[{\"expression\":5}]",
                "[{\"expression\":\"location\",\"options\":5}]",
                "[{\"expression\":\"location\",\"options\":{\"sortBy\":5}}]",
                "[{\"expression\":\"location\",\"options\":{\"filter\":true}}]",
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

    private static QueryRequest.Reading readOptions(String options) {
        ObjectNode body = JSON.createObjectNode().put("query", "resources");
        body.set("options", JSON.readTree(options));
        return QueryRequest.read(body, "2022-10-01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"x\"",
                "{\"$top\":99999999999999999999999}",
                "{\"$top\":2.5}",
                "{\"$skip\":\"1\"}",
                "{\"$skip\":-9223372036854775809}",
                "{\"$skipToken\":5}",
                "{\"resultFormat\":7}",
                "{\"authorizationScopeFilter\":3}",
                "{\"allowPartialScopes\":\"yes\"}"
            })
    void optionsOfAnotherTypeAreRefused(String options) {
        assertThat(readOptions(options)).isInstanceOf(QueryRequest.Reading.Fault.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{\"$top\":null,\"$skipToken\":null,\"resultFormat\":null,\"allowPartialScopes\":null}",
                "{\"allowPartialScopes\":true,\"what\":{\"nobody\":\"knows\"}}"
            })
    void optionsThatAreNullOrUnknownSayNothing(String options) {
        assertThat(((QueryRequest.Reading.Question) readOptions(options)).request())
                .isEqualTo(((QueryRequest.Reading.Question) readOptions("{}")).request());
    }
}
