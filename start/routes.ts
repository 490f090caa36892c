import './routes/people.js'
import './routes/datasets.js'
import './routes/runs.js'
import './routes/system.js'
