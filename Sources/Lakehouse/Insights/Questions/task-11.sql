-- Task 11: the median follower count of the users who joined in each year, by age group.
-- Unknown counts do not count; a group of which none is known keeps its row, without a number.
WITH followed AS (
  SELECT
    --[users=name] ROW_NUMBER() OVER (PARTITION BY user.user_name ORDER BY user.ind, user.age IS NOT NULL, user.age, user.date_joined IS NOT NULL, user.date_joined, pin.follower_count IS NOT NULL, pin.follower_count) AS nth,
    --[users=name+age] ROW_NUMBER() OVER (PARTITION BY user.user_name, user.age ORDER BY user.ind, user.date_joined IS NOT NULL, user.date_joined, pin.follower_count IS NOT NULL, pin.follower_count) AS nth,
    user.age, CAST(SUBSTR(CAST(user.date_joined AS CHAR(19)), 1, 4) AS INTEGER) AS post_year,
    pin.follower_count
  FROM pin INNER JOIN user ON user.ind = pin.ind
  --[zero-followers=drop] WHERE pin.follower_count <> 0
),
aged AS (
  SELECT post_year, follower_count,
    CASE WHEN age <= 24 THEN 18 WHEN age <= 35 THEN 25 WHEN age <= 50 THEN 36 ELSE 51 END AS youngest
  FROM followed
  WHERE age BETWEEN 18 AND 999
    AND post_year BETWEEN /*first-join-year*/2015 AND /*last-join-year*/2020 --[join-years=some]
    --[join-years=all] AND post_year IS NOT NULL
    --[users=name|name+age] AND nth = 1
),
counted AS (
  SELECT youngest, post_year, follower_count, COUNT(follower_count) AS times
  FROM aged
  GROUP BY youngest, post_year, follower_count
),
summed AS (
  SELECT youngest, post_year, follower_count,
    SUM(times) OVER (PARTITION BY youngest, post_year ORDER BY follower_count) AS up_to_here,
    SUM(times) OVER (PARTITION BY youngest, post_year) AS altogether
  FROM counted
)
SELECT
  CASE youngest WHEN 18 THEN '18-24' WHEN 25 THEN '25-35' WHEN 36 THEN '36-50' ELSE /*over-fifty*/'+50' END AS age_group,
  post_year,
  MIN(CASE WHEN 2 * up_to_here >= altogether THEN follower_count END) --[median=lower]
  --[median=interpolated] (MIN(CASE WHEN 2 * up_to_here >= altogether THEN CAST(follower_count AS DOUBLE) END)
  --[median=interpolated] + MIN(CASE WHEN 2 * up_to_here > altogether THEN CAST(follower_count AS DOUBLE) END)) / 2
    AS median_follower_count
FROM summed
GROUP BY youngest, post_year
ORDER BY youngest, post_year
