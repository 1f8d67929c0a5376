using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TrainRecorder.Service.Catalogue.Sqlite.Migrations
{
    /// <inheritdoc />
    internal partial class QueueAndArchive : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Runs_State_CreateRevision",
                table: "Runs");

            migrationBuilder.AddColumn<long>(
                name: "EstimatedMemory",
                table: "Runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<double>(
                name: "EstimatedSeconds",
                table: "Runs",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<int>(
                name: "Priority",
                table: "Runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<double>(
                name: "ReckonedSeconds",
                table: "Runs",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<string>(
                name: "RetryOf",
                table: "Runs",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "StateRevision",
                table: "Runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "CreateTime",
                table: "Requests",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "Damaged",
                table: "Archives",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "Imported",
                table: "Archives",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "RunState",
                table: "Archives",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "VerifyTime",
                table: "Archives",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "Metrics",
                columns: table => new
                {
                    RunId = table.Column<string>(type: "TEXT", nullable: false),
                    FirstEpoch = table.Column<int>(type: "INTEGER", nullable: false),
                    LastEpoch = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<long>(type: "INTEGER", nullable: false),
                    Epochs = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Metrics", x => new { x.RunId, x.FirstEpoch });
                    table.ForeignKey(
                        name: "FK_Metrics_Runs_RunId",
                        column: x => x.RunId,
                        principalTable: "Runs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            // What was in other places, or is now said that was understood before.
            migrationBuilder.Sql("INSERT INTO Metrics (RunId, FirstEpoch, LastEpoch, Revision, Epochs) SELECT RunId, FirstEpoch, LastEpoch, Revision, Metrics FROM Commits;");
            migrationBuilder.Sql("UPDATE Runs SET StateRevision = Revision;");
            migrationBuilder.Sql("UPDATE Archives SET VerifyTime = CreateTime, RunState = 5;");
            migrationBuilder.Sql("UPDATE Requests SET CreateTime = (SELECT coalesce(max(CreateTime), 0) FROM Runs);");

            // Not DropColumn, which would copy the whole table, outside of the transaction.
            migrationBuilder.Sql("ALTER TABLE Commits DROP COLUMN Metrics;");

            migrationBuilder.CreateIndex(
                name: "IX_Runs_State_Priority_CreateRevision",
                table: "Runs",
                columns: new[] { "State", "Priority", "CreateRevision" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_CreateTime",
                table: "Requests",
                column: "CreateTime");

            migrationBuilder.CreateIndex(
                name: "IX_Datasets_Revision",
                table: "Datasets",
                column: "Revision",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Archives_Sha256",
                table: "Archives",
                column: "Sha256");

            migrationBuilder.CreateIndex(
                name: "IX_Metrics_Revision",
                table: "Metrics",
                column: "Revision",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Metrics");

            migrationBuilder.DropIndex(
                name: "IX_Runs_State_Priority_CreateRevision",
                table: "Runs");

            migrationBuilder.DropIndex(
                name: "IX_Requests_CreateTime",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Datasets_Revision",
                table: "Datasets");

            migrationBuilder.DropIndex(
                name: "IX_Archives_Sha256",
                table: "Archives");

            migrationBuilder.DropColumn(
                name: "EstimatedMemory",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "EstimatedSeconds",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "Priority",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "ReckonedSeconds",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "RetryOf",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "StateRevision",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "CreateTime",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "Damaged",
                table: "Archives");

            migrationBuilder.DropColumn(
                name: "Imported",
                table: "Archives");

            migrationBuilder.DropColumn(
                name: "RunState",
                table: "Archives");

            migrationBuilder.DropColumn(
                name: "VerifyTime",
                table: "Archives");

            migrationBuilder.AddColumn<byte[]>(
                name: "Metrics",
                table: "Commits",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.CreateIndex(
                name: "IX_Runs_State_CreateRevision",
                table: "Runs",
                columns: new[] { "State", "CreateRevision" });
        }
    }
}
