"""Posts rows as the course's script does: seed 100, a pause, three SELECTs, three requests.

The pauses are drawn and not slept. Arguments: the database's URL, the gateway's URL, the user id, the number of posts.
"""

import json
import random
import sys

import requests
import sqlalchemy
from sqlalchemy import text

database, gateway, user_id, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
tables = {"pin": "pinterest_data", "geo": "geolocation_data", "user": "user_data"}
engine = sqlalchemy.create_engine(f"{database}?charset=utf8mb4")
random.seed(100)
for _ in range(count):
    random.randrange(0, 2)
    row_number = random.randint(0, 11000)
    with engine.connect() as connection:
        for short, table in tables.items():
            row = connection.execute(text(f"SELECT * FROM {table} LIMIT {row_number}, 1")).fetchone()
            answer = requests.post(
                f"{gateway}/topics/{user_id}.{short}",
                headers={"Content-Type": "application/vnd.kafka.json.v2+json"},
                data=json.dumps({"records": [{"value": dict(row._mapping)}]}, default=str),
                timeout=20,
            )
            if answer.status_code != 200:
                sys.exit(f"{answer.status_code}: {answer.text}")
