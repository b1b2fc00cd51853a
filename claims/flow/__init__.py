"""VERBS: one module a step, each ignorant of the others. A function here opens its own transaction, checks the
transition and writes the Event; doors, tasks and commands call it and never change state themselves.

     URL · feed · text · file ─▶ intake ─▶ Article
                                              │ extract   (sentences → candidates → readings → worthiness)
                                              ▼
                                            Claim
                                              │ queue     (priority, or set aside)
                                              ▼
                                            Review ─▶ Verdict ─▶ publish ─▶ pages · ClaimReview · API
                                            (review)                └─▶ deliver ─▶ webhooks

Beside the way: `seal` hashes the record of events, `people` makes the first accounts and tokens,
`samples` takes the sample articles out again.
"""
