"""Reads findings with Azure's own packages and prints what it saw as one JSON object."""

import json
import os
import sys

from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError, HttpResponseError, ResourceNotFoundError
from azure.identity import ClientSecretCredential
from azure.mgmt.containerregistry import ContainerRegistryManagementClient
from azure.mgmt.security import SecurityCenter

URL = os.environ["TW_URL"]
SUBSCRIPTION = os.environ["TW_SUBSCRIPTION"]
REGISTRY = os.environ["TW_REGISTRY"]
ASSESSMENT = os.environ["TW_ASSESSMENT"]


def credential(prefix, authority=URL):
    return ClientSecretCredential(
        "adfs",
        os.environ[prefix + "_CLIENT"],
        os.environ[prefix + "_SECRET"],
        authority=authority,
        disable_instance_discovery=True,
    )


class Forged:
    """A credential whose token nobody issued."""

    def get_token(self, *scopes, **options):
        return AccessToken("not.a.token", 2**31 - 1)


def security(who, url=URL):
    return SecurityCenter(
        who, SUBSCRIPTION, base_url=url, credential_scopes=[url + "/arm/.default"], retry_total=0
    )


def failure(call):
    try:
        call()
    except HttpResponseError as error:
        code = error.error.code if error.error else None
        kind = (
            "ClientAuthenticationError" if isinstance(error, ClientAuthenticationError)
            else "ResourceNotFoundError" if isinstance(error, ResourceNotFoundError)
            else "HttpResponseError"
        )
        return [error.status_code, code, kind]
    return [0, "no error", ""]


def throttled():
    url = os.environ["TW_LIMITED_URL"]
    client = security(credential("TW_LIMITED", url), url)
    for _ in range(20):
        saw = failure(lambda: list(client.pricings.list("subscriptions/" + os.environ["TW_LIMITED_SUBSCRIPTION"]).value))
        if saw[0]:
            return saw
    return [0, "never", ""]


def main():
    admin = security(credential("TW_ADMIN"))
    reader = security(credential("TW_READER"))
    stranger = security(credential("TW_STRANGER"))
    rows = list(reader.sub_assessments.list(REGISTRY, ASSESSMENT))
    demo = [r for r in rows if getattr(r.additional_data, "repository_name", "") == "team/demo"]
    registries = ContainerRegistryManagementClient(
        credential("TW_READER"), SUBSCRIPTION, base_url=URL, credential_scopes=[URL + "/arm/.default"]
    )
    scope = "subscriptions/" + SUBSCRIPTION
    print(json.dumps({
        "findings": len(rows),
        "names": len({r.name for r in rows}),
        "demo": [[r.id_properties_id, r.status.code, r.status.severity, type(r.additional_data).__name__] for r in demo],
        "cvss": [r.additional_data.cve[0].title for r in demo],
        "assessments": [[a.name, a.status.code] for a in reader.assessments.list(scope)],
        "plan": reader.pricings.get(scope, "ContainerRegistry").pricing_tier,
        "written": admin.pricings.update(
            scope, "ContainerRegistry", {"properties": {"pricingTier": "Standard"}}).pricing_tier,
        "settings": sorted(s.name for s in reader.settings.list()),
        "scores": [s.name for s in reader.secure_scores.list()],
        "automations": [a.name for a in reader.automations.list()],
        "registries": [[r.name, r.properties.login_server if hasattr(r, "properties") else r.login_server]
                       for r in registries.registries.list()],
        "401": failure(lambda: list(security(Forged()).sub_assessments.list(REGISTRY, ASSESSMENT))),
        "403": failure(lambda: list(stranger.sub_assessments.list(REGISTRY, ASSESSMENT))),
        "404": failure(lambda: reader.sub_assessments.get(REGISTRY, ASSESSMENT, "00000000-0000-0000-0000-000000000000")),
        "403 write": failure(lambda: reader.pricings.update(
            scope, "ContainerRegistry", {"properties": {"pricingTier": "Free"}})),
        "429": throttled(),
    }))


if __name__ == "__main__":
    sys.exit(main())
