-- Task 10: the median follower count of the users who joined in each year.
-- Unknown counts do not count; a year of which none is known keeps its row, without a number.
WITH followed AS (
  SELECT
    --[users=name] ROW_NUMBER() OVER (PARTITION BY user.user_name ORDER BY user.ind, user.age IS NOT NULL, user.age, user.date_joined IS NOT NULL, user.date_joined, pin.follower_count IS NOT NULL, pin.follower_count) AS nth,
    --[users=name+age] ROW_NUMBER() OVER (PARTITION BY user.user_name, user.age ORDER BY user.ind, user.date_joined IS NOT NULL, user.date_joined, pin.follower_count IS NOT NULL, pin.follower_count) AS nth,
    CAST(SUBSTR(CAST(user.date_joined AS CHAR(19)), 1, 4) AS INTEGER) AS post_year, pin.follower_count
  FROM pin INNER JOIN user ON user.ind = pin.ind
  --[zero-followers=drop] WHERE pin.follower_count <> 0
),
counted AS (
  SELECT post_year, follower_count, COUNT(follower_count) AS times
  FROM followed
  WHERE post_year BETWEEN /*first-join-year*/2015 AND /*last-join-year*/2020 --[join-years=some]
  --[join-years=all] WHERE post_year IS NOT NULL
    --[users=name|name+age] AND nth = 1
  GROUP BY post_year, follower_count
),
summed AS (
  SELECT post_year, follower_count,
    SUM(times) OVER (PARTITION BY post_year ORDER BY follower_count) AS up_to_here,
    SUM(times) OVER (PARTITION BY post_year) AS altogether
  FROM counted
)
SELECT post_year,
  MIN(CASE WHEN 2 * up_to_here >= altogether THEN follower_count END) --[median=lower]
  --[median=interpolated] (MIN(CASE WHEN 2 * up_to_here >= altogether THEN CAST(follower_count AS DOUBLE) END)
  --[median=interpolated] + MIN(CASE WHEN 2 * up_to_here > altogether THEN CAST(follower_count AS DOUBLE) END)) / 2
    AS median_follower_count
FROM summed
GROUP BY post_year
ORDER BY post_year
