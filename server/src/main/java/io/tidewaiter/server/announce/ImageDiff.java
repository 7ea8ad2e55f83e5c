package io.tidewaiter.server.announce;

import io.tidewaiter.model.assess.Health;
import io.tidewaiter.store.ImageStore;
import io.tidewaiter.store.Page;
import io.tidewaiter.store.SubAssessmentQuery;
import io.tidewaiter.store.SubAssessmentRow;
import io.tidewaiter.store.announce.Affected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of an image in one registry between two moments: the sub-assessments that are new or say something else, and
 * those that are gone.
 *
 * @param changed as they are after
 * @param gone as they were before
 * @param appeared of those that are changed, the findings that count now and did not before
 * @param vanished the findings that counted before and do not now
 */
record ImageDiff(
        List<SubAssessmentRow> changed,
        List<SubAssessmentRow> gone,
        List<SubAssessmentRow> appeared,
        List<SubAssessmentRow> vanished) {
    private static final int ROWS_MAX = 20_000;

    static ImageDiff of(ImageStore images, String registryId, String digest, Affected.Window window) {
        SubAssessmentQuery query = SubAssessmentQuery.of(registryId).ofImage(digest);
        Map<String, SubAssessmentRow> before =
                rows(images, query.at(window.first().minusMillis(1)));
        Map<String, SubAssessmentRow> after = rows(images, query.at(window.last()));
        List<SubAssessmentRow> changed = new ArrayList<>();
        List<SubAssessmentRow> appeared = new ArrayList<>();
        after.forEach((name, row) -> {
            SubAssessmentRow old = before.get(name);
            if (old == null || !says(old).equals(says(row))) {
                changed.add(row);
            }
            if (counts(row) && (old == null || !counts(old))) {
                appeared.add(row);
            }
        });
        List<SubAssessmentRow> gone = new ArrayList<>();
        List<SubAssessmentRow> vanished = new ArrayList<>();
        before.forEach((name, row) -> {
            SubAssessmentRow now = after.get(name);
            if (now == null) {
                gone.add(row);
            }
            if (counts(row) && (now == null || !counts(now))) {
                vanished.add(row);
            }
        });
        return new ImageDiff(changed, gone, appeared, vanished);
    }

    private static Map<String, SubAssessmentRow> rows(ImageStore images, SubAssessmentQuery query) {
        Map<String, SubAssessmentRow> rows = new LinkedHashMap<>();
        String token = "";
        do {
            Page<SubAssessmentRow> page = images.subAssessments(query.after(token));
            page.rows().forEach(row -> rows.put(row.name(), row));
            token = page.after();
        } while (!token.isEmpty() && rows.size() < ROWS_MAX);
        return rows;
    }

    private static boolean counts(SubAssessmentRow row) {
        return row.found().isPresent() && row.status() == Health.UNHEALTHY;
    }

    private static String says(SubAssessmentRow row) {
        return row.status() + " " + row.cause() + " " + row.severity() + " "
                + row.found().map(found -> found.match().fixedVersion()).orElse("");
    }

    boolean isEmpty() {
        return changed.isEmpty() && gone.isEmpty();
    }
}
