import sys, duckdb, time, resource

d = sys.argv[1]
t0 = time.perf_counter()
c = duckdb.connect()
c.execute("SET threads=2")


def cpu():
    r = resource.getrusage(resource.RUSAGE_SELF)
    return r.ru_utime + r.ru_stime


if len(sys.argv) > 2 and sys.argv[2] == "schema":
    pc = "columns={index:'BIGINT',unique_id:'VARCHAR',title:'VARCHAR',description:'VARCHAR',poster_name:'VARCHAR',follower_count:'VARCHAR',tag_list:'VARCHAR',is_image_or_video:'VARCHAR',image_src:'VARCHAR',downloaded:'BIGINT',save_location:'VARCHAR',category:'VARCHAR'},format='newline_delimited'"
    gc = "columns={ind:'BIGINT',\"timestamp\":'TIMESTAMP',latitude:'DOUBLE',longitude:'DOUBLE',country:'VARCHAR'},format='newline_delimited'"
    uc = "columns={ind:'BIGINT',first_name:'VARCHAR',last_name:'VARCHAR',age:'BIGINT',date_joined:'TIMESTAMP'},format='newline_delimited'"
    R = lambda k, s: f"read_json('{d}/{k}/*.json',{s})"
else:
    pc = gc = uc = None
    R = lambda k, s: f"read_json_auto('{d}/{k}/*.json')"
c.execute(
    f"""create table pin as select "index" ind,unique_id,title,description,poster_name,case when follower_count='User Info Error' then null when follower_count like '%k' then cast(replace(follower_count,'k','') as bigint)*1000 when follower_count like '%M' then cast(replace(follower_count,'M','') as bigint)*1000000 else cast(follower_count as bigint) end follower_count,tag_list,is_image_or_video,image_src,replace(save_location,'Local save in ','') save_location,category from {R('pin',pc)}"""
)
c.execute(
    f"""create table geo as select ind,country,[latitude,longitude] coordinates,"timestamp"::timestamp ts from {R('geo',gc)}"""
)
c.execute(
    f"""create table usr as select ind,first_name||' '||last_name user_name,age,date_joined::timestamp dj from {R('user',uc)}"""
)
t1 = time.perf_counter()
q = [
    "select country,category,n from (select country,category,count(*) n,row_number() over(partition by country order by count(*) desc,category) r from pin join geo using(ind) group by 1,2) where r=1",
    "select y,category,n from (select year(ts) y,category,count(*) n,row_number() over(partition by year(ts) order by count(*) desc,category) r from pin join geo using(ind) group by 1,2) where r=1 and y between 2018 and 2022",
    "select case when age<25 then '18-24' when age<36 then '25-35' when age<51 then '36-50' else '50+' end g,median(follower_count) from pin join usr using(ind) group by 1",
    "select year(dj),count(*) from usr group by 1",
]
r = [c.execute(x).fetchall() for x in q]
print(
    f"duckdb {'schema' if pc else 'auto  '} {d.split('/')[-1]}: load+clean {t1-t0:.2f}s query {time.perf_counter()-t1:.3f}s cpu {cpu():.2f}s rows {[len(x) for x in r]}"
)
