META
key;value
vote_type;approval
