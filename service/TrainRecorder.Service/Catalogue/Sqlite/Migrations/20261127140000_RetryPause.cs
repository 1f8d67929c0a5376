using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TrainRecorder.Service.Catalogue.Sqlite.Migrations
{
    /// <inheritdoc />
    internal partial class RetryPause : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "NotBefore",
                table: "Runs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Runs_State_EndTime",
                table: "Runs",
                columns: new[] { "State", "EndTime" });

            migrationBuilder.CreateIndex(
                name: "IX_Runs_State_RecordingState_RecordingBytes_EstimatedBytes",
                table: "Runs",
                columns: new[] { "State", "RecordingState", "RecordingBytes", "EstimatedBytes" });

            migrationBuilder.CreateIndex(
                name: "IX_Runs_Tidied_CreateRevision",
                table: "Runs",
                columns: new[] { "Tidied", "CreateRevision" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Runs_State_EndTime",
                table: "Runs");

            migrationBuilder.DropIndex(
                name: "IX_Runs_State_RecordingState_RecordingBytes_EstimatedBytes",
                table: "Runs");

            migrationBuilder.DropIndex(
                name: "IX_Runs_Tidied_CreateRevision",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "NotBefore",
                table: "Runs");
        }
    }
}
