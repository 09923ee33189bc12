# Three folders of one-record files read and cleaned by DuckDB, joined, four answers.
# Usage: lake_duckdb.py FOLDER
import resource
import sys
import time

start = time.perf_counter()
import duckdb


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


folder = sys.argv[1]
database = duckdb.connect()
database.execute("SET threads=2")


def source(table):
    return f"read_json_auto('{folder}/{table}/*.json')"


database.execute(
    f"""create table pin as select "index" ind, unique_id, title, description, poster_name,
    case when follower_count = 'User Info Error' then null
      when follower_count like '%k' then cast(replace(follower_count, 'k', '') as bigint) * 1000
      when follower_count like '%M' then cast(replace(follower_count, 'M', '') as bigint) * 1000000
      else cast(follower_count as bigint) end follower_count,
    tag_list, is_image_or_video, image_src,
    replace(save_location, 'Local save in ', '') save_location, category from {source('pin')}"""
)
database.execute(
    f"""create table geo as select ind, country, [latitude, longitude] coordinates,
    "timestamp"::timestamp "timestamp" from {source('geo')}"""
)
database.execute(
    f"""create table people as select ind, first_name || ' ' || last_name user_name, age,
    date_joined::timestamp date_joined from {source('user')}"""
)
read = cpu()


def top(group):
    return f"""select g, category, n from (select {group} g, category, count(*) n,
      row_number() over (partition by {group} order by count(*) desc, category) r
      from pin join geo using (ind) group by 1, 2) where r = 1"""


questions = [
    top("country"),
    top('year("timestamp")'),
    """select case when age < 25 then '18-24' when age < 36 then '25-35' when age < 51 then '36-50'
      else '50+' end g, median(follower_count) from pin join people using (ind) group by 1""",
    "select year(date_joined), count(*) from people group by 1",
]
answers = [database.execute(question).fetchall() for question in questions]
print(
    f"duckdb: {[len(answer) for answer in answers]} {read:.3f} read-cpu-s "
    f"{cpu():.3f} cpu-s {time.perf_counter() - start:.3f} wall-s"
)
