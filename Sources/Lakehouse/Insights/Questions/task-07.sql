-- Task 7: the most popular category of each age group.
WITH aged AS (
  SELECT pin.category,
    CASE WHEN user.age <= 24 THEN 18 WHEN user.age <= 35 THEN 25 WHEN user.age <= 50 THEN 36 ELSE 51 END AS youngest
  FROM pin INNER JOIN user ON user.ind = pin.ind
  WHERE pin.category IS NOT NULL AND user.age BETWEEN 18 AND 999
),
counted AS (
  SELECT youngest, category, COUNT(*) AS category_count
  FROM aged
  GROUP BY youngest, category
),
ranked AS (
  SELECT youngest, category, category_count,
    RANK() OVER (PARTITION BY youngest ORDER BY category_count DESC) AS place --[ties=course|all]
    --[ties=one] ROW_NUMBER() OVER (PARTITION BY youngest ORDER BY category_count DESC, category) AS place
  FROM counted
)
SELECT
  CASE youngest WHEN 18 THEN '18-24' WHEN 25 THEN '25-35' WHEN 36 THEN '36-50' ELSE /*over-fifty*/'+50' END AS age_group,
  category, category_count
FROM ranked
WHERE place = 1 --[listing=top]
ORDER BY youngest, category_count DESC, category
