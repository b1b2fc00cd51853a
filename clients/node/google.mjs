// Google's own client for Node against the desk whose address is given: what it finds, in pages, of which age, and errors.
import assert from "node:assert/strict";
import { factchecktools } from "@googleapis/factchecktools";

const rootUrl = process.argv[2];
const { claims } = factchecktools({ version: "v1alpha1", auth: "none", rootUrl });
const query = "ambulances or systems or howitzers";

async function found(params) {
  return (await claims.search(params)).data;
}

const whole = (await found({ query, pageSize: 100 })).claims;
const paged = [];
let pageToken;
do {
  const page = await found({ query, languageCode: "en-US", pageSize: 4, pageToken });
  paged.push(...page.claims);
  pageToken = page.nextPageToken;
} while (pageToken);
assert.deepEqual(paged, whole);
assert.ok(whole.length > 6, "six imported and some of the desk's own");
for (const { claimReview } of whole) {
  for (const name of ["publisher", "url", "title", "reviewDate", "textualRating", "languageCode"]) {
    assert.ok(claimReview[0][name], name);
  }
}
assert.deepEqual((await found({ query, pageSize: 3, offset: 2 })).claims, whole.slice(2, 5));
assert.equal((await found({ reviewPublisherSiteFilter: "checkers.example" })).claims.length, 6);
assert.deepEqual(await found({ reviewPublisherSiteFilter: "checkers.example", maxAgeDays: 30 }), {});
assert.ok((await found({ query: "systems", maxAgeDays: 30 })).claims.length);
assert.deepEqual(await found({ query: "unicorns" }), {});
await assert.rejects(found({ pageSize: 3 }), (error) => {
  assert.equal(error.status ?? Number(error.code), 400);
  assert.equal(error.response.data.error.status, "INVALID_ARGUMENT");
  assert.match(error.message, /Give a query/);
  return true;
});
