-- Task 6, first half: for each country the user with the most followers.
-- A country of whose posters no follower count is known keeps its row, without a number.
WITH best AS (
  SELECT geo.country, MAX(pin.follower_count) AS follower_count
  FROM pin
  INNER JOIN geo ON geo.ind = pin.ind
  --[poster=user_name] INNER JOIN user ON user.ind = pin.ind
  WHERE geo.country IS NOT NULL
  GROUP BY geo.country
)
SELECT geo.country,
  pin.poster_name, --[poster=poster_name,ties=course|all]
  --[poster=poster_name,ties=one] MIN(pin.poster_name) AS poster_name,
  --[poster=user_name,ties=course|all] user.user_name,
  --[poster=user_name,ties=one] MIN(user.user_name) AS user_name,
  pin.follower_count
FROM pin
INNER JOIN geo ON geo.ind = pin.ind
--[poster=user_name] INNER JOIN user ON user.ind = pin.ind
INNER JOIN best ON best.country = geo.country
WHERE pin.follower_count = best.follower_count OR best.follower_count IS NULL
GROUP BY geo.country, pin.follower_count, pin.poster_name --[poster=poster_name,ties=course|all]
--[poster=user_name,ties=course|all] GROUP BY geo.country, pin.follower_count, user.user_name
--[ties=one] GROUP BY geo.country, pin.follower_count
ORDER BY geo.country, pin.poster_name IS NOT NULL, pin.poster_name --[poster=poster_name,ties=course|all]
--[poster=user_name,ties=course|all] ORDER BY geo.country, user.user_name IS NOT NULL, user.user_name
--[ties=one] ORDER BY geo.country
