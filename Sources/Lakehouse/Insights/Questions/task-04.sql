-- Task 4: the most popular category people post to, by country.
WITH counted AS (
  SELECT geo.country, pin.category, COUNT(*) AS category_count
  FROM pin INNER JOIN geo ON geo.ind = pin.ind
  WHERE geo.country IS NOT NULL AND pin.category IS NOT NULL
  GROUP BY geo.country, pin.category
),
ranked AS (
  SELECT country, category, category_count,
    RANK() OVER (PARTITION BY country ORDER BY category_count DESC) AS place --[ties=course|all]
    --[ties=one] ROW_NUMBER() OVER (PARTITION BY country ORDER BY category_count DESC, category) AS place
  FROM counted
)
SELECT country, category, category_count
FROM ranked
WHERE place = 1 --[listing=top]
ORDER BY country, category_count DESC, category
