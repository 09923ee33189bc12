-- Task 9: how many users joined in each year.
WITH joined AS (
  SELECT
    --[users=name] ROW_NUMBER() OVER (PARTITION BY user_name ORDER BY ind IS NOT NULL, ind, age IS NOT NULL, age, date_joined IS NOT NULL, date_joined) AS nth,
    --[users=name+age] ROW_NUMBER() OVER (PARTITION BY user_name, age ORDER BY ind IS NOT NULL, ind, date_joined IS NOT NULL, date_joined) AS nth,
    CAST(SUBSTR(CAST(date_joined AS CHAR(19)), 1, 4) AS INTEGER) AS post_year
  FROM user
)
SELECT post_year, COUNT(*) AS number_users_joined
FROM joined
WHERE post_year BETWEEN /*first-join-year*/2015 AND /*last-join-year*/2020 --[join-years=some]
--[join-years=all] WHERE post_year IS NOT NULL
  --[users=name|name+age] AND nth = 1
GROUP BY post_year
ORDER BY post_year
