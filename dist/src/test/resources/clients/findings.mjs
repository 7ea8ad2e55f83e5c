// Reads findings with Azure's own packages and prints what it saw as one JSON object.
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(path.join(process.env.TW_NODE_MODULES, "package.json"));
const { ClientSecretCredential } = require("@azure/identity");
const { SecurityCenter } = require("@azure/arm-security");
const env = process.env;

function credential(prefix, authorityHost = env.TW_URL) {
  return new ClientSecretCredential("adfs", env[prefix + "_CLIENT"], env[prefix + "_SECRET"], {
    authorityHost,
    disableInstanceDiscovery: true,
  });
}

function security(who, url = env.TW_URL, subscription = env.TW_SUBSCRIPTION) {
  return new SecurityCenter(who, subscription, {
    $host: url,
    endpoint: url,
    credentialScopes: [url + "/arm/.default"],
    retryOptions: { maxRetries: 0 },
  });
}

async function all(pages) {
  const rows = [];
  for await (const row of pages) rows.push(row);
  return rows;
}

async function failure(call) {
  try {
    await call();
  } catch (error) {
    return [error.statusCode ?? 0, error.code ?? String(error), error.name];
  }
  return [0, "no error", ""];
}

async function throttled() {
  const client = security(credential("TW_LIMITED", env.TW_LIMITED_URL), env.TW_LIMITED_URL, env.TW_LIMITED_SUBSCRIPTION);
  for (let i = 0; i < 20; i++) {
    const saw = await failure(() => client.pricings.list());
    if (saw[0]) return saw;
  }
  return [0, "never", ""];
}

const reader = security(credential("TW_READER"));
const rows = await all(reader.subAssessments.list(env.TW_REGISTRY, env.TW_ASSESSMENT));
const demo = rows.filter((r) => r.additionalData?.repositoryName === "team/demo");
const forged = { getToken: async () => ({ token: "not.a.token", expiresOnTimestamp: Date.now() + 3600e3 }) };
const list = (client) => all(client.subAssessments.list(env.TW_REGISTRY, env.TW_ASSESSMENT));
console.log(
  JSON.stringify({
    findings: rows.length,
    names: new Set(rows.map((r) => r.name)).size,
    demo: demo.map((r) => [r.idPropertiesId, r.status.code, r.status.severity, r.additionalData.assessedResourceType]),
    assessments: (await all(reader.assessments.list("subscriptions/" + env.TW_SUBSCRIPTION))).map((a) => [
      a.name,
      a.status.code,
    ]),
    plan: (await reader.pricings.get("ContainerRegistry")).pricingTier,
    "401": await failure(() => list(security(forged))),
    "403": await failure(() => list(security(credential("TW_STRANGER")))),
    "404": await failure(() =>
      reader.subAssessments.get(env.TW_REGISTRY, env.TW_ASSESSMENT, "00000000-0000-0000-0000-000000000000"),
    ),
    "429": await throttled(),
  }),
);
