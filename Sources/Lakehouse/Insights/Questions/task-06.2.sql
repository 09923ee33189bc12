-- Task 6, second half: the country that has the user with the most followers.
-- The course asks for one row: of countries that tie, the first by name.
WITH best AS (
  SELECT geo.country, MAX(pin.follower_count) AS follower_count
  FROM pin INNER JOIN geo ON geo.ind = pin.ind
  WHERE geo.country IS NOT NULL AND pin.follower_count IS NOT NULL
  GROUP BY geo.country
),
ranked AS (
  SELECT country, follower_count,
    ROW_NUMBER() OVER (ORDER BY follower_count DESC, country) AS place --[ties=course|one]
    --[ties=all] RANK() OVER (ORDER BY follower_count DESC) AS place
  FROM best
)
SELECT country, follower_count
FROM ranked
WHERE place = 1
ORDER BY country
