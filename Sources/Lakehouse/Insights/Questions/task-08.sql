-- Task 8: the median follower count of each age group.
-- Unknown counts do not count; a group of which none is known keeps its row, without a number.
WITH age_groups AS (
  SELECT 18 AS youngest, 24 AS oldest, '18-24' AS age_group
  UNION ALL SELECT 25, 35, '25-35'
  UNION ALL SELECT 36, 50, '36-50'
  UNION ALL SELECT 51, 999, /*over-fifty*/'+50'
),
followed AS (
  SELECT
    --[users=name] ROW_NUMBER() OVER (PARTITION BY user.user_name ORDER BY user.ind, user.age, pin.follower_count) AS nth,
    --[users=name+age] ROW_NUMBER() OVER (PARTITION BY user.user_name, user.age ORDER BY user.ind, pin.follower_count) AS nth,
    user.age, pin.follower_count
  FROM pin INNER JOIN user ON user.ind = pin.ind
  --[zero-followers=drop] WHERE pin.follower_count <> 0
),
counted AS (
  SELECT age_groups.youngest, age_groups.age_group, followed.follower_count,
    COUNT(followed.follower_count) AS times
  FROM followed
  INNER JOIN age_groups ON followed.age BETWEEN age_groups.youngest AND age_groups.oldest
  --[users=name|name+age] WHERE followed.nth = 1
  GROUP BY age_groups.youngest, age_groups.age_group, followed.follower_count
),
summed AS (
  SELECT youngest, age_group, follower_count,
    SUM(times) OVER (PARTITION BY youngest ORDER BY follower_count) AS up_to_here,
    SUM(times) OVER (PARTITION BY youngest) AS altogether
  FROM counted
)
SELECT age_group,
  MIN(CASE WHEN 2 * up_to_here >= altogether THEN follower_count END) --[median=lower]
  --[median=interpolated] (MIN(CASE WHEN 2 * up_to_here >= altogether THEN CAST(follower_count AS DOUBLE) END)
  --[median=interpolated] + MIN(CASE WHEN 2 * up_to_here > altogether THEN CAST(follower_count AS DOUBLE) END)) / 2
    AS median_follower_count
FROM summed
GROUP BY youngest, age_group
ORDER BY youngest
