"""Asks the resource graph with Azure's own package and prints what it saw as one JSON object."""

import json
import os
import sys

from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError, HttpResponseError
from azure.identity import ClientSecretCredential
from azure.mgmt.resourcegraph import ResourceGraphClient
from azure.mgmt.resourcegraph.models import (
    FacetRequest,
    FacetRequestOptions,
    QueryRequest,
    QueryRequestOptions,
)

URL = os.environ["TW_URL"]
SUBSCRIPTION = os.environ["TW_SUBSCRIPTION"]
FINDINGS = "securityresources | where type == 'microsoft.security/assessments/subassessments'"
DEMO = FINDINGS + " | where properties.additionalData.repositoryName == 'team/demo'"


def credential(prefix):
    return ClientSecretCredential(
        "adfs",
        os.environ[prefix + "_CLIENT"],
        os.environ[prefix + "_SECRET"],
        authority=URL,
        disable_instance_discovery=True,
    )


class Forged:
    """A credential whose token nobody issued."""

    def get_token(self, *scopes, **options):
        return AccessToken("not.a.token", 2**31 - 1)


def graph(who):
    return ResourceGraphClient(who, base_url=URL, credential_scopes=[URL + "/arm/.default"], retry_total=0)


def ask(client, query, facets=None, **options):
    return client.resources(
        QueryRequest(
            subscriptions=[SUBSCRIPTION], query=query, options=QueryRequestOptions(**options), facets=facets
        )
    )


def failure(call):
    try:
        call()
    except HttpResponseError as error:
        details = [d.code for d in (error.error.details or [])] if error.error else []
        kind = "ClientAuthenticationError" if isinstance(error, ClientAuthenticationError) else "HttpResponseError"
        return [error.status_code, error.error.code if error.error else None, kind, details]
    return [0, "no error", "", []]


def pages(client):
    names, sizes, token = [], [], None
    while True:
        page = ask(client, FINDINGS + " | project name", top=1000, skip_token=token)
        names += [row["name"] for row in page.data]
        sizes.append([page.count, page.total_records, page.result_truncated])
        token = page.skip_token
        if not token:
            return {"distinct": len(set(names)), "rows": len(names), "pages": sizes}


def facets(client):
    asked = [
        FacetRequest(expression="cve", options=FacetRequestOptions(sort_by="cve", sort_order="asc", top=2)),
        FacetRequest(expression="code", options=FacetRequestOptions(sort_by="count", sort_order="desc")),
        FacetRequest(expression="nowhere.to(be found"),
    ]
    answer = ask(client, FINDINGS + " | project cve = tostring(properties.id), code = tostring(properties.status.code)",
                 asked, top=1)
    shown = []
    for facet in answer.facets:
        if facet.result_type == "FacetResult":
            shown.append([facet.expression, facet.total_records, facet.count, facet.data])
        else:
            shown.append([facet.expression, [e.code for e in facet.errors]])
    return shown


def main():
    reader = graph(credential("TW_READER"))
    one = ask(reader, DEMO + " | project cve = tostring(properties.id), n = 1, r = 1.5, b = true,"
                             " list = properties.additionalData.cve, at = datetime(2030-01-02 03:04:05.1234567),"
                             " span = 1.5d, nothing = tostring(properties.nothing), none = int(null)")
    table = ask(reader, DEMO + " | project cve = tostring(properties.id), n = 1, r = 1.5, b = true,"
                               " status = properties.status.code", result_format="table")
    cut = ask(reader, FINDINGS + " | project name | take 7", top=5)
    print(json.dumps({
        "one": one.data,
        "table": table.data,
        "cut": [cut.count, cut.total_records, cut.result_truncated, cut.skip_token],
        "second": ask(reader, FINDINGS + " | project name | order by name asc", top=1, skip=1).data
                  != ask(reader, FINDINGS + " | project name | order by name asc", top=1).data,
        "pages": pages(reader),
        "facets": facets(reader),
        "syntax": failure(lambda: ask(reader, "resources | whre name == 'x'")),
        "table name": failure(lambda: ask(reader, "nowhere | take 1")),
        "column": failure(lambda: ask(reader, "resources | where nowhere == 1")),
        "token": failure(lambda: ask(reader, "resources", skip_token="made-up")),
        "401": failure(lambda: ask(graph(Forged()), "resources")),
        "403": failure(lambda: ask(graph(credential("TW_STRANGER")), "resources")),
    }))


if __name__ == "__main__":
    sys.exit(main())
